package org.skycast.streams.forecast;

import java.util.Optional;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.PackedHistory;
import org.skycast.nowcast.learn.HandedOver;
import org.skycast.nowcast.learn.LearningStates;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/**
 * From observations, and the deployments in step with them, to forecasts, and to what stations teach the models. The champion's is a part of the live topology; a
 * shadow's and a replay's are topologies of their own, so that neither can touch what goes out.
 */
public final class ForecastTopology {

    /** The node that gives observations. */
    public static final String SOURCE = "observations-in";

    private static final String REGISTER = "register-deployments";
    private static final String HAND_OVER = "register-hand-overs";
    private static final StoreSpec<HandedOver> HANDED_OVER = new StoreSpec<>("handed-over", HandedOver.class);
    private static final StoreSpec<Deployments> DEPLOYMENTS = new StoreSpec<>("deployments", Deployments.class);

    private final ForecastParts parts;
    private final NowcastMetrics metrics;

    /** The way of forecasts, still to be added to a topology. */
    public ForecastTopology(ForecastParts parts, NowcastMetrics metrics) {
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * A step from the source of observations to topics, with stores of its own.
     *
     * @param name of its processor
     * @param histories the store of them
     * @param learnings the store of how far stations have taught its models; it has none where they do so elsewhere
     * @param forecasts the topic of its forecasts
     * @param learned the topic of what it puts in force; empty: it is not told
     * @param handedOver the topic of what was put in force elsewhere, which a model that comes from there brings with it;
     *     empty: none comes
     * @param rejected the topic of observations that cannot be; empty: another stage puts them there
     */
    public record Step(
            String name,
            String histories,
            String learnings,
            String forecasts,
            Optional<String> learned,
            Optional<String> handedOver,
            Optional<String> rejected) {

        /** The only one of a topology, into topics; no model comes from elsewhere. */
        public static Step only(String forecasts, String learned) {
            return new Step(
                    "forecast",
                    "histories",
                    "learnings",
                    forecasts,
                    Optional.of(learned),
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same, to which models bring what was put in force elsewhere, by a topic. */
        public Step takingOver(String topic) {
            return new Step(name, histories, learnings, forecasts, learned, Optional.of(topic), rejected);
        }

        /** The same, which puts observations that cannot be on a topic. */
        public Step rejecting(String topic) {
            return new Step(name, histories, learnings, forecasts, learned, handedOver, Optional.of(topic));
        }
    }

    /** Adds all of it to a topology, from one topic to others. */
    public void addTo(TopologyBuilder topology, String observations, Step step) {
        addSource(topology, observations);
        addStep(topology, step);
    }

    /** The topic of observations, for one or more steps. */
    public static void addSource(TopologyBuilder topology, String observations) {
        topology.envelopesLike(SOURCE, Topics.OBSERVATIONS, observations);
    }

    /** A step from the source. */
    public void addStep(TopologyBuilder topology, Step step) {
        Optional<ModelChoice.Deployed> deployed =
                parts.choice() instanceof ModelChoice.Deployed choice ? Optional.of(choice) : Optional.empty();
        Optional<StoreSpec<LearningStates>> learnings = parts.learning() instanceof LearningChoice.Own
                ? Optional.of(new StoreSpec<>(step.learnings(), LearningStates.class))
                : Optional.empty();
        var stores = new ForecastStep.Stores(
                histories(step.histories()),
                learnings,
                step.handedOver().map(topic -> HANDED_OVER),
                deployed.map(choice -> DEPLOYMENTS));
        var ways = new ForecastStep.Ways(
                new Outgoing<>(step.name() + "s-out"),
                step.learned().map(topic -> new Outgoing<>(step.name() + "-learned-out")),
                step.rejected().map(topic -> new Outgoing<>(step.name() + "-rejected-out")));
        topology.processor(step.name(), () -> new ForecastStep(stores, ways, parts, metrics), SOURCE);
        topology.store(stores.histories(), step.name());
        learnings.ifPresent(store -> topology.store(store, step.name()));
        deployed.ifPresent(choice -> addDeployments(topology, choice, step.name()));
        step.handedOver().ifPresent(topic -> addHandOver(topology, topic, step.name()));
        topology.sinkLike(ways.forecasts(), Topics.FORECASTS, step.forecasts(), step.name());
        ways.rejected()
                .ifPresent(way ->
                        topology.sinkLike(way, Topics.REJECTED, step.rejected().orElseThrow(), step.name()));
        ways.learned()
                .ifPresent(way ->
                        topology.sinkLike(way, Topics.LEARNED, step.learned().orElseThrow(), step.name()));
    }

    /** A store of histories, by station id. */
    static StoreSpec<History> histories(String name) {
        return new StoreSpec<>(name, History.class, PackedHistory::of, PackedHistory::read);
    }

    private void addHandOver(TopologyBuilder topology, String handedOver, String step) {
        topology.sourceLike("shadow-learned-in", Topics.SHADOW_LEARNED, handedOver);
        topology.processor(HAND_OVER, () -> new HandOverRegister(HANDED_OVER, metrics), "shadow-learned-in");
        topology.store(HANDED_OVER, HAND_OVER, step);
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
