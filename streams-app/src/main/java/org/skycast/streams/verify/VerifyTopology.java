package org.skycast.streams.verify;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Truth;
import org.skycast.nowcast.verify.VerifyState;
import org.skycast.nowcast.verify.rolling.DriftState;
import org.skycast.nowcast.verify.rolling.InputBucket;
import org.skycast.nowcast.verify.rolling.SkillBucket;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * The verify stage: forecasts of the champion and of the shadow, held against the observations that follow. It is a
 * topology of its own, so that scoring never delays a forecast. Behind it scores and measured values roll on, and drifts
 * become alerts for operators.
 */
public final class VerifyTopology {

    private static final String VERIFY = "verify";

    private final Topology topology = new Topology();
    private final Map<String, ?> serdes;

    private VerifyTopology(Map<String, ?> serdes) {
        this.serdes = serdes;
    }

    /**
     * @param amendment how long the observe stage lets a slot be amended, and so how long a truth may come late
     * @param training what the champion was trained on
     * @param serdes the configuration of the Avro serdes, by Confluent's keys
     */
    public static Topology of(
            Duration amendment, TrainingStatistics training, Map<String, ?> serdes, NowcastMetrics metrics) {
        var path = new VerifyTopology(serdes);
        path.score(amendment, metrics);
        path.watch(training, metrics);
        return path.topology;
    }

    private void score(Duration amendment, NowcastMetrics metrics) {
        from("observations-in", Topics.OBSERVATIONS);
        from("forecasts-in", Topics.FORECASTS);
        from("shadow-forecasts-in", Topics.SHADOW_FORECASTS);
        from("ticks-in", Topics.TICKS);
        topology.addProcessor(
                VERIFY,
                () -> new VerifyStep(amendment, metrics),
                "observations-in",
                "forecasts-in",
                "shadow-forecasts-in",
                "ticks-in");
        topology.addStateStore(SmileSerde.store(VerifyStep.STATES, VerifyState.class), VERIFY);
        topology.addStateStore(SmileSerde.store(VerifyStep.TRUTHS, Truth.class), VERIFY);
        topology.addStateStore(SmileSerde.store(VerifyStep.AWAITED, Awaited.class), VERIFY);
        to(VerifyStep.SCORES_OUT, Topics.SCORES, VERIFY);
    }

    private void watch(TrainingStatistics training, NowcastMetrics metrics) {
        topology.addProcessor(VerifyStep.WATCH, () -> new DriftStep(training, metrics), VERIFY);
        topology.addStateStore(SmileSerde.store(RollingStores.SKILL, SkillBucket.class), VerifyStep.WATCH);
        topology.addStateStore(SmileSerde.store(RollingStores.INPUTS, InputBucket.class), VerifyStep.WATCH);
        topology.addStateStore(SmileSerde.store(RollingStores.WATCHES, DriftState.class), VerifyStep.WATCH);
        to("operator-alerts-out", Topics.OPERATOR_ALERTS, VerifyStep.WATCH);
    }

    private <T extends SpecificRecord> void to(String name, Topic<T> topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                new StringSerializer(),
                AvroSerdes.values(topic.type(), serdes).serializer(),
                parent);
    }

    private <T extends SpecificRecord> void from(String name, Topic<T> topic) {
        topology.addSource(
                name,
                new StringDeserializer(),
                AvroSerdes.values(topic.type(), serdes).deserializer(),
                topic.name());
    }
}
