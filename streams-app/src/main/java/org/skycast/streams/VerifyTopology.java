package org.skycast.streams;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Truth;
import org.skycast.nowcast.verify.VerifyState;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.verify.VerifyStep;

/**
 * The verify stage: forecasts of the champion and of the shadow, held against the observations that follow. It is a
 * topology of its own, so that scoring never delays a forecast.
 */
public final class VerifyTopology {

    private static final String VERIFY = "verify";

    private final Topology topology = new Topology();
    private final Map<String, ?> serdes;

    private VerifyTopology(Map<String, ?> serdes) {
        this.serdes = serdes;
    }

    /** @param serdes the configuration of the Avro serdes, by Confluent's keys */
    public static Topology of(Map<String, ?> serdes, NowcastMetrics metrics) {
        var path = new VerifyTopology(serdes);
        path.score(metrics);
        return path.topology;
    }

    private void score(NowcastMetrics metrics) {
        from("observations-in", Topics.OBSERVATIONS);
        from("forecasts-in", Topics.FORECASTS);
        from("shadow-forecasts-in", Topics.SHADOW_FORECASTS);
        from("ticks-in", Topics.TICKS);
        topology.addProcessor(
                VERIFY,
                () -> new VerifyStep(metrics),
                "observations-in",
                "forecasts-in",
                "shadow-forecasts-in",
                "ticks-in");
        topology.addStateStore(SmileSerde.store(VerifyStep.STATES, VerifyState.class), VERIFY);
        topology.addStateStore(SmileSerde.store(VerifyStep.TRUTHS, Truth.class), VERIFY);
        topology.addStateStore(SmileSerde.store(VerifyStep.AWAITED, Awaited.class), VERIFY);
        topology.addSink(
                "scores-out",
                Topics.SCORES.name(),
                new StringSerializer(),
                AvroSerdes.values(Topics.SCORES.type(), serdes).serializer(),
                VERIFY);
    }

    private <T extends SpecificRecord> void from(String name, Topics.Topic<T> topic) {
        topology.addSource(
                name,
                new StringDeserializer(),
                AvroSerdes.values(topic.type(), serdes).deserializer(),
                topic.name());
    }
}
