package org.skycast.streams.forecast;

import java.util.Optional;
import org.skycast.avro.Forecast;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * From observations, and the deployments in step with them, to forecasts. The champion's is a part of the live topology; a
 * shadow's and a replay's are topologies of their own, so that neither can touch what goes out.
 */
public final class ForecastTopology {

    private static final String SOURCE = "observations-in";
    private static final String REGISTER = "register-deployments";
    private static final StoreSpec<Deployments> DEPLOYMENTS = new StoreSpec<>("deployments", Deployments.class);

    private final ForecastParts parts;
    private final NowcastMetrics metrics;

    /** The way of forecasts, still to be added to a topology. */
    public ForecastTopology(ForecastParts parts, NowcastMetrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
    }

    /** Adds all of it to a topology, from one topic to another. */
    public void addTo(TopologyBuilder topology, String observations, String forecasts) {
        addSource(topology, observations);
        addStep(topology, "forecast", "histories", forecasts);
    }

    /** The topic of observations, for one or more steps. */
    public static void addSource(TopologyBuilder topology, String observations) {
        topology.sourceLike(SOURCE, Topics.OBSERVATIONS, observations);
    }

    /** A step from the source to a topic, with a history of its own. */
    public void addStep(TopologyBuilder topology, String step, String histories, String forecasts) {
        Optional<ModelChoice.Deployed> deployed =
                parts.choice() instanceof ModelChoice.Deployed choice ? Optional.of(choice) : Optional.empty();
        var stores =
                new ForecastStep.Stores(new StoreSpec<>(histories, History.class), deployed.map(choice -> DEPLOYMENTS));
        topology.processor(step, () -> new ForecastStep(stores, parts, metrics), SOURCE);
        topology.store(stores.histories(), step);
        deployed.ifPresent(choice -> addDeployments(topology, choice, step));
        topology.sinkLike(new Outgoing<Forecast>(step + "s-out"), Topics.FORECASTS, forecasts, step);
    }

    private void addDeployments(TopologyBuilder topology, ModelChoice.Deployed choice, String step) {
        topology.source("deployments-in", Topics.DEPLOYMENTS);
        topology.processor(
                REGISTER,
                () -> new DeploymentRegister(DEPLOYMENTS, choice, parts.slotLength(), metrics),
                "deployments-in");
        topology.store(DEPLOYMENTS, REGISTER, step);
    }
}
