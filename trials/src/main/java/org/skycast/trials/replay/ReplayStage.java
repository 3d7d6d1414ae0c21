package org.skycast.trials.replay;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastTopology;
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

    @Override
    public Topology topology() {
        var topology = new TopologyBuilder(clients);
        ForecastTopology.addSource(topology, plan.observations());
        of(candidate).addStep(topology, "candidate", "candidate-histories", plan.candidateTopic());
        champion.ifPresent(
                model -> of(model).addStep(topology, "champion", "champion-histories", plan.championTopic()));
        return topology.topology();
    }

    private ForecastTopology of(ModelSource model) {
        var parts = new ForecastParts(
                new ModelChoice.Fixed(model),
                model.featureSpec().slotLength(),
                plan.skies(),
                () -> new LoggedFrames(clients),
                plan.ask()::wants);
        return new ForecastTopology(parts, metrics);
    }
}
