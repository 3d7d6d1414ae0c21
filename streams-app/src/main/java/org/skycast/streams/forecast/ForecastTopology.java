package org.skycast.streams.forecast;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * The forecast stage: observations, and the deployments in step with them, to forecasts. The champion's is a part of the
 * live topology; a shadow's and a replay's are topologies of their own, so that neither can touch what goes out.
 */
public final class ForecastTopology {

    private final ForecastParts parts;
    private final Map<String, ?> serdes;
    private final NowcastMetrics metrics;

    /** @param serdes the configuration of the Avro serdes, by Confluent's keys */
    public ForecastTopology(ForecastParts parts, Map<String, ?> serdes, NowcastMetrics metrics) {
        this.parts = parts;
        this.serdes = serdes;
        this.metrics = metrics;
    }

    /** The stage alone, from one topic to another. */
    public Topology topology(String observations, String forecasts) {
        var topology = new Topology();
        addTo(topology, observations, forecasts);
        return topology;
    }

    public void addTo(Topology topology, String observations, String forecasts) {
        addSource(topology, "observations-in", observations);
        addStep(topology, "forecast", "histories", forecasts);
    }

    /** The topic of observations as a source of a topology, for one or more steps. */
    public void addSource(Topology topology, String name, String observations) {
        topology.addSource(
                name, new StringDeserializer(), serde(Topics.OBSERVATIONS).deserializer(), observations);
    }

    /** A step from the source {@code observations-in} to a topic, with a history of its own. */
    public void addStep(Topology topology, String step, String histories, String forecasts) {
        Optional<String> deployments =
                parts.choice() instanceof ModelChoice.Deployed ? Optional.of("deployments") : Optional.empty();
        var stores = new ForecastStep.Stores(histories, deployments);
        topology.addProcessor(step, () -> new ForecastStep(stores, parts, metrics), "observations-in");
        topology.addStateStore(SmileSerde.store(histories, History.class), step);
        if (parts.choice() instanceof ModelChoice.Deployed deployed) {
            addDeployments(topology, deployed, step);
        }
        topology.addSink(
                step + "s-out",
                forecasts,
                new StringSerializer(),
                serde(Topics.FORECASTS).serializer(),
                step);
    }

    private void addDeployments(Topology topology, ModelChoice.Deployed choice, String step) {
        topology.addSource(
                "deployments-in",
                new StringDeserializer(),
                serde(Topics.DEPLOYMENTS).deserializer(),
                Topics.DEPLOYMENTS.name());
        topology.addProcessor(
                "register-deployments",
                () -> new DeploymentRegister("deployments", choice, parts.slotLength(), metrics),
                "deployments-in");
        topology.addStateStore(SmileSerde.store("deployments", Deployments.class), "register-deployments", step);
    }

    private <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return AvroSerdes.values(topic.type(), serdes);
    }
}
