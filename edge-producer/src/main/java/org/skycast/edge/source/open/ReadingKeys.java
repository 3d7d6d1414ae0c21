package org.skycast.edge.source.open;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.console.Receive;
import org.skycast.edge.source.console.ReceivedReadings;
import org.skycast.edge.source.csv.CsvNotation;
import org.skycast.edge.source.csv.CsvReadings;
import org.skycast.edge.source.mqtt.Mqtt;
import org.skycast.edge.source.mqtt.MqttReadings;
import org.skycast.edge.source.program.CommandReadings;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.source.report.FieldMap;
import org.skycast.edge.source.report.FieldNames;
import org.skycast.edge.source.report.Notation;

/**
 * Every key that a group of readings may have; what the file does not say is null. All kinds say by {@code map} or
 * {@code columns} what their fields mean.
 */
public record ReadingKeys(
        @JsonPropertyDescription("A log with a header and a row a reading; `.gz` is read too.") @Nullable
        Path csv,

        @GoesWith({"csv", "mqtt", "receive", "command"})
        @JsonPropertyDescription(
                "The column or field of the time, or a list of those that together are it; ISO 8601, or seconds or milliseconds since 1970.")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable
        List<String> timeColumn,

        @GoesWith({"csv", "mqtt", "receive", "command"})
        @JsonPropertyDescription(
                "The form of times by the letters of DateTimeFormatter, or epoch, epochMillis or spreadsheet.")
        @Nullable
        String timeFormat,

        @GoesWith({"csv", "mqtt", "receive", "command"})
        @JsonPropertyDescription("The zone of times that do not say an offset; UTC if left out.")
        @Nullable
        String zone,

        @GoesWith({"csv", "mqtt", "receive", "command"})
        @JsonPropertyDescription("Numbers and words that stand for a missing value, one or a list.")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        @Nullable
        List<String> missing,

        @GoesWith("csv")
        @JsonPropertyDescription(
                "The character between cells, or comma, semicolon, tab, pipe or blanks; told by the header if left out.")
        @Nullable
        String separator,

        @GoesWith("csv")
        @JsonPropertyDescription("The decimal character, '.' or ','; told by each number if left out.")
        @Nullable
        String decimal,

        @GoesWith("csv")
        @JsonPropertyDescription("The encoding of the text; UTF-16, UTF-8 and Latin-1 are told apart if left out.")
        @Nullable
        String encoding,

        @GoesWith({"csv", "mqtt", "receive", "command"})
        @JsonPropertyDescription("By CF standard name, the column or field and its unit.")
        @Nullable
        Map<String, Column> columns,

        @GoesWith({"csv", "mqtt", "receive", "command"})
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

        @GoesWith("command") @JsonPropertyDescription("By up to this each run is put off; less than `every`.") @Nullable
        Duration jitter)
        implements SourceKeys<ReadingSettings> {

    static final Kinds<ReadingKeys, ReadingSettings> KINDS = new Kinds<>(List.of(
            new Kind<>("csv", ReadingKeys::csv, ReadingKeys::ofCsv),
            new Kind<>("mqtt", ReadingKeys::mqtt, ReadingKeys::ofMqtt),
            new Kind<>("receive", ReadingKeys::receive, ReadingKeys::ofReceive),
            new Kind<>("command", ReadingKeys::command, ReadingKeys::ofCommand)));

    @Override
    public ReadingSettings settings() {
        if (columns != null) {
            columns.forEach(ReadingKeys::checked);
        }
        return KINDS.settings(this);
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    private static void checked(String name, Column column) {
        if (column.column() == null || column.units() == null) {
            throw new IllegalArgumentException("The column for '%s' needs both column and units.".formatted(name));
        }
    }

    private ReadingSettings ofCsv(Path named) {
        if (map == null && (columns == null || columns.isEmpty())) {
            throw new IllegalArgumentException(
                    "No columns are named; give some such as columns: { air_temperature: { column: t, units: degC } }, or map: one of %s."
                            .formatted(String.join(", ", FieldMap.READY)));
        }
        return new CsvReadings(
                named,
                names(Optional.empty(), List.of("time")),
                new CsvNotation(
                        Optional.ofNullable(separator), Optional.ofNullable(decimal), Optional.ofNullable(encoding)),
                Optional.ofNullable(from),
                Optional.ofNullable(to));
    }

    private ReadingSettings ofMqtt(Mqtt named) {
        return new MqttReadings(named.checked(), names(Optional.empty()));
    }

    private ReadingSettings ofReceive(Receive named) {
        return new ReceivedReadings(
                named, names(Optional.of(named.checked().protocol().name())));
    }

    private ReadingSettings ofCommand(List<String> named) {
        return new CommandReadings(
                named,
                timeout == null ? Duration.ofSeconds(30) : timeout,
                new Cadence(every == null ? Duration.ofMinutes(1) : every, jitter == null ? Duration.ZERO : jitter),
                names(Optional.empty()));
    }

    private FieldNames names(Optional<String> usual) {
        return names(usual, List.of());
    }

    /**
     * @param usual the map that is meant where nothing is said
     * @param time the column of the time, where none is named
     */
    private FieldNames names(Optional<String> usual, List<String> time) {
        if (columns != null && map != null) {
            throw new IllegalArgumentException("Both map and columns are given; keep one of them.");
        }
        var notation = new Notation(
                Optional.ofNullable(timeFormat), Optional.ofNullable(zone), missing == null ? List.of() : missing);
        notation.times();
        if (columns != null) {
            return new FieldNames.Inline(timeColumn == null ? time : timeColumn, columns, notation);
        }
        if (timeColumn != null) {
            throw new IllegalArgumentException("'timeColumn' goes with 'columns'; a map names the time itself.");
        }
        String named = Optional.ofNullable(map)
                .or(() -> usual)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Neither map nor columns says what the fields mean; give map: one of %s, or a YAML file."
                                .formatted(String.join(", ", FieldMap.READY))));
        return new FieldNames.Named(named, notation);
    }

    /** Reads a group of readings as the settings that its keys mean. */
    public static final class Reader extends KeysReader<ReadingKeys, ReadingSettings> {

        /** As Jackson makes it. */
        public Reader() {
            super(ReadingKeys.class);
        }
    }
}
