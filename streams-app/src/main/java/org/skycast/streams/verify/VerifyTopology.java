package org.skycast.streams.verify;

import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.skycast.avro.Alert;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * The verify stage: forecasts of the champion and of the shadow, held against the observations that follow. It is a
 * topology of its own, so that scoring never delays a forecast. Behind it scores and measured values roll on, and drifts
 * become alerts for operators.
 */
public final class VerifyTopology {

    private static final String VERIFY = "verify";
    private static final String WATCH = VerifyStep.WATCH.child();
    private static final Outgoing<Alert> ALERTS = new Outgoing<>("operator-alerts-out");

    private VerifyTopology() {}

    /**
     * All of it.
     *
     * @param policy of the observe stage; how long it lets a slot be amended is how long a truth may come late
     * @param training what the champion was trained on
     * @param serdes the configuration of the Avro serdes, by Confluent's keys
     */
    public static Topology of(
            ObservePolicy policy, TrainingStatistics training, Map<String, ?> serdes, NowcastMetrics metrics) {
        var topology = new TopologyBuilder(serdes);
        addScores(topology, policy, metrics);
        addAlerts(topology, training, metrics);
        return topology.topology();
    }

    private static void addScores(TopologyBuilder topology, ObservePolicy policy, NowcastMetrics metrics) {
        topology.source("observations-in", Topics.OBSERVATIONS, VerifyInput.Observed::new);
        topology.source("forecasts-in", Topics.FORECASTS, VerifyInput.Foretold::new);
        topology.source("shadow-forecasts-in", Topics.SHADOW_FORECASTS, VerifyInput.Foretold::new);
        topology.source("ticks-in", Topics.TICKS, VerifyInput.Ticked::new);
        topology.processor(
                VERIFY,
                () -> new VerifyStep(policy, metrics),
                "observations-in",
                "forecasts-in",
                "shadow-forecasts-in",
                "ticks-in");
        topology.store(StreamsVerificationStore.STATES, VERIFY);
        topology.store(StreamsVerificationStore.TRUTHS, VERIFY);
        topology.store(StreamsVerificationStore.AWAITED, VERIFY);
        topology.sink(VerifyStep.SCORES, Topics.SCORES, VERIFY);
        topology.sink(VerifyStep.REJECTED, Topics.REJECTED, VERIFY);
    }

    private static void addAlerts(TopologyBuilder topology, TrainingStatistics training, NowcastMetrics metrics) {
        topology.processor(WATCH, () -> new DriftStep(training, metrics), VERIFY);
        topology.store(RollingStores.SKILL, WATCH);
        topology.store(RollingStores.INPUTS, WATCH);
        topology.store(RollingStores.WATCHES, WATCH);
        topology.sink(ALERTS, Topics.OPERATOR_ALERTS, WATCH);
    }
}
