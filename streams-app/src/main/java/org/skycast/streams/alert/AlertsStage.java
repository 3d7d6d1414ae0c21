package org.skycast.streams.alert;

import org.apache.kafka.streams.Topology;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.topics.Topics;

/** Judges the champion's forecasts by the rules, and tells of weather to be warned of. */
public final class AlertsStage implements Stage {

    private final StageParts parts;

    /** The stage, of these parts. */
    public AlertsStage(StageParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public String suffix() {
        return "-alerts";
    }

    @Override
    public boolean answersFor(String topic) {
        return topic.equals(Topics.ALERT_RULES.name());
    }

    @Override
    public Topology topology() {
        return AlertsTopology.of(parts.clients(), parts.metrics());
    }
}
