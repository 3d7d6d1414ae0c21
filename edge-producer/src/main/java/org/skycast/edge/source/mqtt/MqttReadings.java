package org.skycast.edge.source.mqtt;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.report.FieldNames;

/** Readings that come over MQTT as JSON. */
public record MqttReadings(Mqtt mqtt, @JsonUnwrapped FieldNames names) implements ReadingSettings {

    @Override
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Live(new MqttSensor(stationId, this, context.metrics(), context.clock()));
    }

    @Override
    public MqttReadings within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public MqttReadings relativeTo(Path folder) {
        return new MqttReadings(mqtt.relativeTo(folder), names.relativeTo(folder));
    }
}
