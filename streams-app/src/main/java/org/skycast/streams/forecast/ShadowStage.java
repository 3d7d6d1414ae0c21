package org.skycast.streams.forecast;

import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/** Forecasts with the shadow model, beside the champion. */
public final class ShadowStage implements Stage {

    private final StageParts parts;

    /** The stage, of these parts. */
    public ShadowStage(StageParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "shadow";
    }

    @Override
    public String suffix() {
        return "-shadow";
    }

    /** The stage that forecasts with the champion reads all of it, too. */
    @Override
    public boolean answersFor(String topic) {
        return false;
    }

    @Override
    public Topology topology() {
        var choice = new ModelChoice.Deployed(Role.SHADOW, Optional.empty(), parts.published());
        var forecasts = ForecastParts.of(
                choice,
                new LearningChoice.Own(parts.taught()),
                parts.bundle().featureSpec().slotLength(),
                () -> new LoggedFrames(parts.clients()));
        var topology = new TopologyBuilder(parts.clients());
        new ForecastTopology(forecasts, parts.metrics())
                .addTo(
                        topology,
                        Topics.OBSERVATIONS.name(),
                        ForecastTopology.Step.only(Topics.SHADOW_FORECASTS.name(), Topics.SHADOW_LEARNED.name()));
        return topology.topology();
    }
}
