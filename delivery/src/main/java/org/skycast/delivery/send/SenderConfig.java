package org.skycast.delivery.send;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.util.Map;
import org.skycast.delivery.sink.SinkSettings;
import org.skycast.settings.SettingsException;
import org.skycast.settings.SettingsFile;
import org.skycast.settings.SettingsFile.Environment;

/** How alerts are sent. */
public record SenderConfig(
        @JsonPropertyDescription(
                "Of what the ids of the consumer groups are made, with a sink's name: a sink that is given another begins anew.")
        String applicationId,

        @JsonPropertyDescription("Properties of the Kafka clients and the Avro serdes, by their own names.")
        Map<String, String> kafka,

        @JsonPropertyDescription("A URI of who tells, the source of CloudEvents.")
        String source,

        @JsonPropertyDescription(
                "Where `/metrics` and `/health` listen: loopback, or what is behind TLS and a password.")
        String httpAddress,

        @JsonPropertyDescription("The port of both; 0 takes any.")
        int httpPort,

        @JsonPropertyDescription("Receivers, by names of letters, digits, `-` and `_`.")
        Map<String, SinkSettings> sinks) {

    private static final String DEFAULTS = """
            applicationId: skycast-alerts-send
            kafka: { bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081" }
            source: /skycast/alerts
            httpAddress: 127.0.0.1
            httpPort: 8084
            sinks: {}
            """;

    public SenderConfig {
        kafka = Map.copyOf(kafka);
        sinks = Map.copyOf(sinks);
        sinks.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z0-9_-]{1,64}"))
                .findFirst()
                .ifPresent(name -> {
                    throw new SettingsException(
                            "The sink's name '%s' has other characters than letters, digits, - and _.".formatted(name));
                });
    }

    /** @throws SettingsException in one sentence if the file cannot be read, or something in it does not fit */
    public static SenderConfig read(Path file, Map<String, String> environment) {
        var read = SettingsFile.read(
                file, DEFAULTS, SenderConfig.class, new Environment("SKYCAST_ALERTS_SEND_", environment));
        if (read.sinks().isEmpty()) {
            throw new SettingsException("%s names no sinks; docs/alerts.md shows how to write them.".formatted(file));
        }
        return read;
    }

    /** The consumer group of a sink. */
    String group(String sink) {
        return applicationId + "-" + sink;
    }
}
