package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.console.Receive;
import org.skycast.edge.source.console.ReceivedReadings;
import org.skycast.edge.source.csv.CsvReadings;
import org.skycast.edge.source.mqtt.Mqtt;
import org.skycast.edge.source.mqtt.MqttReadings;
import org.skycast.edge.source.open.KeyChoice;
import org.skycast.edge.source.program.CommandReadings;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.edge.source.report.FieldNames;

/**
 * Where readings come from; in YAML told by the key {@code csv}, {@code mqtt}, {@code receive} or {@code command}. All but
 * the first say by {@code map} or {@code columns} what their fields mean.
 */
public interface ReadingSettings {

    /** The same, with nothing earlier than {@code start}, nor of {@code end} or later; what is live now has no such span. */
    ReadingSettings within(Optional<Instant> start, Optional<Instant> end);

    /** The same, relative paths taken to be in {@code folder}. */
    ReadingSettings relativeTo(Path folder);

    /**
     * The settings that the keys of a YAML group mean.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or one does not fit
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ReadingSettings of(Keys keys) {
        return keys.settings();
    }

    /** Every key that a group of readings may have; what the file does not say is null. */
    record Keys(
            @Nullable Path csv,
            @Nullable String timeColumn,
            @Nullable Map<String, Column> columns,
            @Nullable String map,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Mqtt mqtt,
            @Nullable Receive receive,
            @Nullable List<String> command,
            @Nullable Duration timeout,
            @Nullable Duration every,
            @Nullable Duration jitter) {

        private ReadingSettings settings() {
            var keys = new KeyChoice(Map.ofEntries(
                    Map.entry("csv", csv != null),
                    Map.entry("timeColumn", timeColumn != null),
                    Map.entry("columns", columns != null),
                    Map.entry("map", map != null),
                    Map.entry("from", from != null),
                    Map.entry("to", to != null),
                    Map.entry("mqtt", mqtt != null),
                    Map.entry("receive", receive != null),
                    Map.entry("command", command != null),
                    Map.entry("timeout", timeout != null),
                    Map.entry("every", every != null),
                    Map.entry("jitter", jitter != null)));
            if (columns != null) {
                columns.forEach(Keys::checked);
            }
            String kind = keys.kind(List.of("csv", "mqtt", "receive", "command"));
            if (csv != null) {
                keys.onlyWith(kind, Set.of("timeColumn", "columns", "from", "to"));
                if (columns == null || columns.isEmpty()) {
                    throw new IllegalArgumentException(
                            "No columns are named; give some such as columns: { air_temperature: { column: t, units: degC } }.");
                }
                return new CsvReadings(
                        csv,
                        timeColumn == null ? "time" : timeColumn,
                        columns,
                        Optional.ofNullable(from),
                        Optional.ofNullable(to));
            }
            if (mqtt != null) {
                keys.onlyWith(kind, Set.of("map", "columns", "timeColumn"));
                return new MqttReadings(mqtt.checked(), names(Optional.empty()));
            }
            if (receive != null) {
                keys.onlyWith(kind, Set.of("map", "columns", "timeColumn"));
                return new ReceivedReadings(
                        receive, names(Optional.of(receive.checked().protocol().name())));
            }
            keys.onlyWith(kind, Set.of("map", "columns", "timeColumn", "timeout", "every", "jitter"));
            return new CommandReadings(
                    command == null ? List.of() : command,
                    timeout == null ? Duration.ofSeconds(30) : timeout,
                    new Cadence(every == null ? Duration.ofMinutes(1) : every, jitter == null ? Duration.ZERO : jitter),
                    names(Optional.empty()));
        }

        @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
        private static void checked(String name, Column column) {
            if (column.column() == null || column.units() == null) {
                throw new IllegalArgumentException("The column for '%s' needs both column and units.".formatted(name));
            }
        }

        private FieldNames names(Optional<String> usual) {
            if (columns != null && map != null) {
                throw new IllegalArgumentException("Both map and columns are given; keep one of them.");
            }
            if (columns != null) {
                return new FieldNames.Inline(Optional.ofNullable(timeColumn), columns);
            }
            if (timeColumn != null) {
                throw new IllegalArgumentException("'timeColumn' goes with 'columns'; a map names the time itself.");
            }
            return new FieldNames.Named(Optional.ofNullable(map)
                    .or(() -> usual)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Neither map nor columns says what the fields mean; give map: one of %s, or a YAML file."
                                    .formatted(String.join(", ", FieldMap.READY)))));
        }
    }
}
