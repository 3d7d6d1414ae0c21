package org.skycast.delivery.sink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.skycast.avro.Alert;
import org.skycast.settings.SettingsException;

/** A receiver and what it is told of; one of the first four says what it is. */
public record SinkSettings(
        @JsonPropertyDescription("A receiver by POST.") Optional<WebhookSettings> webhook,

        @JsonPropertyDescription("An Alertmanager of Prometheus.")
        Optional<AlertmanagerSettings> alertmanager,

        @JsonPropertyDescription("An MQTT broker.") Optional<MqttSettings> mqtt,

        @JsonPropertyDescription("A file of JSON lines.") Optional<FileSettings> file,

        @JsonPropertyDescription("Of which status messages are told; Actual alone if left out.")
        Set<String> statuses,

        @JsonPropertyDescription("Which rules it is told of: ids, or patterns with `*` and `?`; all if left out.")
        List<String> rules,

        @JsonPropertyDescription("Of which stations, likewise.")
        List<String> stations,

        @JsonPropertyDescription("How often it is told that the sender lives; PT5M if left out.")
        Duration heartbeat,

        @JsonPropertyDescription("How often what holds is told again, where the receiver forgets; PT1M if left out.")
        Duration repeat) {

    private static final Set<String> STATUSES = Set.of("Actual", "Exercise", "Test");

    public SinkSettings {
        long kinds = Stream.of(webhook, alertmanager, mqtt, file)
                .filter(Optional::isPresent)
                .count();
        if (kinds != 1) {
            throw new SettingsException(
                    "A sink is one of webhook, alertmanager, mqtt or file, and this is %d of them.".formatted(kinds));
        }
        statuses = statuses == null ? Set.of("Actual") : Set.copyOf(statuses);
        if (!STATUSES.containsAll(statuses)) {
            throw new SettingsException("statuses: %s; give of Actual, Exercise and Test.".formatted(statuses));
        }
        rules = rules == null ? List.of("*") : List.copyOf(rules);
        stations = stations == null ? List.of("*") : List.copyOf(stations);
        Stream.concat(rules.stream(), stations.stream()).forEach(SinkSettings::requirePattern);
        heartbeat = heartbeat == null ? Duration.ofMinutes(5) : heartbeat;
        repeat = repeat == null ? Duration.ofMinutes(1) : repeat;
        if (heartbeat.isNegative() || heartbeat.isZero() || repeat.isNegative() || repeat.isZero()) {
            throw new SettingsException("heartbeat and repeat are spans of time such as PT5M.");
        }
    }

    private static void requirePattern(String pattern) {
        if (!pattern.matches("[A-Za-z0-9._*?-]+")) {
            throw new SettingsException(
                    "'%s' is no id and no pattern of one; ids have letters, digits, '.', '_' and '-'."
                            .formatted(pattern));
        }
    }

    /** Whether it is told of a message. */
    public boolean wants(Alert alert) {
        return alert.getWeather() != null
                && statuses.contains(alert.getWeather().getStatus())
                && isAmong(rules, alert.getRule())
                && isAmong(stations, alert.getStationId());
    }

    private static boolean isAmong(List<String> patterns, String id) {
        try {
            Path path = Path.of(id);
            return patterns.stream()
                    .anyMatch(pattern -> FileSystems.getDefault()
                            .getPathMatcher("glob:" + pattern)
                            .matches(path));
        } catch (InvalidPathException e) {
            // No station and no rule is called so.
            return false;
        }
    }
}
