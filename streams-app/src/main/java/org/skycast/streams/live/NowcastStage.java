package org.skycast.streams.live;

import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.LearningChoice;
import org.skycast.streams.forecast.LoggedFrames;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.observe.ObserveTopology;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;

/** Observes and forecasts: what goes out. */
public final class NowcastStage implements Stage {

    private final StageParts parts;

    /** The stage, of these parts. */
    public NowcastStage(StageParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "nowcast";
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
        FeatureSpec features = parts.bundle().featureSpec();
        var observe = new ObserveTopology.Parts(
                parts.policy(),
                parts.tickInterval(),
                parts.skies(),
                parts.bundle().encoderSha256(),
                features.embeddingSize(),
                parts.identity());
        var choice = new ModelChoice.Deployed(Role.CHAMPION, Optional.of(parts.champion()), parts.published());
        var forecasts = ForecastParts.of(
                choice,
                new LearningChoice.Own(parts.taught()),
                features.slotLength(),
                () -> new LoggedFrames(parts.clients()));
        return NowcastTopology.of(observe, forecasts, parts.clients(), parts.metrics());
    }
}
