package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldMap;

/**
 * Where readings come from; in YAML told by the key {@code csv}, {@code mqtt}, {@code receive} or {@code command}. All but
 * the first say by {@code map} or {@code columns} what their fields mean.
 */
public sealed interface ReadingSettings permits CsvReadings, MqttReadings, ReceivedReadings, CommandReadings {

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
            @JsonPropertyDescription("A log with a header and a row a reading; `.gz` is read too.") @Nullable
            Path csv,

            @GoesWith({"csv", "mqtt", "receive", "command"})
            @JsonPropertyDescription(
                    "The column or field of the time, UTC in ISO 8601; of JSON and reports also seconds or milliseconds since 1970.")
            @Nullable
            String timeColumn,

            @GoesWith({"csv", "mqtt", "receive", "command"})
            @JsonPropertyDescription("By CF standard name, the column or field and its unit.")
            @Nullable
            Map<String, Column> columns,

            @GoesWith({"mqtt", "receive", "command"})
            @JsonPropertyDescription(
                    "What the fields mean: a map that comes with Skycast, or a YAML file; in place of `columns`.")
            @Nullable
            String map,

            @GoesWith("csv") @JsonPropertyDescription("Earlier readings are left aside.") @Nullable
            Instant from,

            @GoesWith("csv") @JsonPropertyDescription("Readings of this time and later are left aside.") @Nullable
            Instant to,

            @JsonPropertyDescription("A topic of an MQTT 3.1.1 broker, a JSON object a message.") @Nullable
            Mqtt mqtt,

            @JsonPropertyDescription("A port to which a weather console sends its reports.") @Nullable
            Receive receive,

            @JsonPropertyDescription(
                    "A program that prints JSON, one object or one a line, and its arguments; no shell reads them.")
            @Nullable
            List<String> command,

            @GoesWith("command")
            @JsonPropertyDescription("After this the program is stopped, with all that it started.")
            @Nullable
            Duration timeout,

            @GoesWith("command")
            @JsonPropertyDescription(
                    "How often the program is run, at whole multiples since midnight UTC; at least a second.")
            @Nullable
            Duration every,

            @GoesWith("command")
            @JsonPropertyDescription("By up to this each run is put off; less than `every`.")
            @Nullable
            Duration jitter) {

        private ReadingSettings settings() {
            if (columns != null) {
                columns.forEach(Keys::checked);
            }
            KeyChoice.kind(this);
            if (csv != null) {
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
                return new MqttReadings(mqtt.checked(), names(Optional.empty()));
            }
            if (receive != null) {
                return new ReceivedReadings(
                        receive, names(Optional.of(receive.checked().protocol().name())));
            }
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
