package org.skycast.trials.replay;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastParts.Wanted;
import org.skycast.streams.forecast.ForecastTopology;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.forecast.LoggedFrames;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.topology.TopologyBuilder;

/**
 * The forecast stage, the one that runs live, over a part of the observation log: a step for each model.
 *
 * @param champion is run too, if it is given
 */
record ReplayStage(
        ReplayPlan plan,
        Map<String, Object> clients,
        NowcastMetrics metrics,
        ModelSource candidate,
        Optional<ModelSource> champion)
        implements Stage {

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String suffix() {
        return "";
    }

    @Override
    public int threads(int configured) {
        return configured;
    }

    /** What cannot be read was put aside when it came; the live stage made nothing of it either. */
    @Override
    public boolean answersFor(String topic) {
        return false;
    }

    @Override
    public Topology topology() {
        var topology = TopologyBuilder.cached(clients);
        ForecastTopology.addSource(topology, plan.observations());
        of(candidate, plan.learning().candidate()).addStep(topology, step("candidate", plan.candidateTopic()));
        champion.ifPresent(model ->
                of(model, plan.learning().champion()).addStep(topology, step("champion", plan.championTopic())));
        // Behind the steps, so that what they make of the last observation is in the commit.
        topology.processor("end", () -> new CommitAtEnd(plan.spans()), ForecastTopology.SOURCE);
        return topology.topology();
    }

    /** What is put in force is not written: nobody reads it, and the same is learnt again from the same log. */
    private static ForecastTopology.Step step(String name, String forecasts) {
        return new ForecastTopology.Step(
                name,
                name + "-histories",
                name + "-learnings",
                forecasts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ForecastTopology of(ModelSource model, ReplayLearning.Side learning) {
        Duration slotLength = model.featureSpec().slotLength();
        var parts = new ForecastParts(
                new ModelChoice.Fixed(model),
                choice(learning, slotLength),
                slotLength,
                plan.skies(),
                () -> new LoggedFrames(clients),
                learning == ReplayLearning.Side.OWN
                        ? new Wanted(plan::learnsFrom, plan.ask()::wants)
                        : Wanted.only(plan.ask()::wants));
        return new ForecastTopology(parts, metrics);
    }

    private LearningChoice choice(ReplayLearning.Side learning, Duration slotLength) {
        return switch (learning) {
            case OWN -> LearningChoice.everywhere();
            case OFF -> LearningChoice.nowhere();
            case RECORDED -> new LearningChoice.Recorded(() -> LoggedLearning.on(clients, plan.ask(), slotLength));
        };
    }
}
