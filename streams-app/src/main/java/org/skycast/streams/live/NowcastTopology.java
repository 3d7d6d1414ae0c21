package org.skycast.streams.live;

import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastTopology;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.observe.ObserveTopology;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * The whole way of the data, from frames and readings to forecasts. {@link ObserveTopology} writes its decisions to the
 * observation log; {@link ForecastTopology} reads that log and nothing else.
 */
public final class NowcastTopology {

    private NowcastTopology() {}

    /**
     * All of it.
     *
     * @param serdes the configuration of the Avro serdes, by Confluent's keys
     */
    public static Topology of(
            ObserveTopology.Parts observe, ForecastParts forecasts, Map<String, ?> serdes, NowcastMetrics metrics) {
        var topology = new TopologyBuilder(serdes);
        new ObserveTopology(observe, metrics).addTo(topology);
        new ForecastTopology(forecasts, metrics)
                .addTo(
                        topology,
                        Topics.OBSERVATIONS.name(),
                        ForecastTopology.Step.only(Topics.FORECASTS.name(), Topics.LEARNED.name())
                                .takingOver(Topics.SHADOW_LEARNED.name())
                                .rejecting(Topics.REJECTED.name()));
        return topology.topology();
    }
}
