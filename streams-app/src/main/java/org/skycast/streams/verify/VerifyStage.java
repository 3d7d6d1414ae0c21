package org.skycast.streams.verify;

import java.util.Set;
import org.apache.kafka.streams.Topology;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.topics.Topics;

/** Scores the forecasts of the champion and the shadow as their truths arrive, and tells drifts. */
public final class VerifyStage implements Stage {

    /** Its name. */
    public static final String NAME = "verify";

    private final StageParts parts;

    /** The stage, of these parts. */
    public VerifyStage(StageParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String suffix() {
        return "-verify";
    }

    @Override
    public Set<String> served() {
        return Set.of(RollingStores.SKILL.name(), RollingStores.INPUTS.name(), RollingStores.WATCHES.name());
    }

    @Override
    public boolean answersFor(String topic) {
        return topic.equals(Topics.FORECASTS.name()) || topic.equals(Topics.SHADOW_FORECASTS.name());
    }

    @Override
    public Topology topology() {
        return VerifyTopology.of(parts.policy(), parts.bundle().trainingStatistics(), parts.clients(), parts.metrics());
    }
}
