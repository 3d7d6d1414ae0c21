package org.skycast.streams.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.skycast.avro.Alert;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * The alerts stage: the champion's forecasts, the rules in step with them, and ticks for stations that fall silent. It is a
 * topology of its own, so that it can delay nothing and no shadow's or edge's forecast can come near it.
 */
public final class AlertsTopology {

    private static final String STEP = "judge-alerts";

    private AlertsTopology() {}

    /**
     * All of it.
     *
     * @param serdes the configuration of the Avro serdes, by Confluent's keys
     */
    public static Topology of(Map<String, ?> serdes, NowcastMetrics metrics) {
        var topology = new TopologyBuilder(serdes);
        topology.source("forecasts-in", Topics.FORECASTS, AlertInput.Foretold::new);
        topology.source("alert-rules-in", Topics.ALERT_RULES, AlertInput.Ruled::new);
        topology.source("ticks-in", Topics.TICKS, AlertInput.Ticked::new);
        topology.processor(STEP, () -> new AlertStep(metrics), "forecasts-in", "alert-rules-in", "ticks-in");
        topology.store(AlertStores.RULES, STEP);
        topology.store(AlertStores.STATIONS, STEP);
        topology.sink(AlertStep.ALERTS, Topics.ALERTS, STEP);
        topology.sink(AlertStep.ACTIVE, Topics.ACTIVE_ALERTS, byStation(), STEP);
        return topology.topology();
    }

    /** Where the station's own records are, by Kafka's own rule, though the key goes on with the rule's id. */
    private static StreamPartitioner<String, Alert> byStation() {
        return (topic, key, alert, partitions) -> {
            byte[] station = AlertStores.station(key).getBytes(StandardCharsets.UTF_8);
            return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(station)) % partitions));
        };
    }
}
