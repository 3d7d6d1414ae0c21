package org.skycast.edge.source.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;

/**
 * A log as loggers and people write them, and what is said of it in the settings.
 *
 * @param keys of the readings, besides csv, in YAML
 * @param right what its rows say, each as a time and the values' first letters and numbers; nothing where it is refused
 */
record OddLog(String name, String keys, Charset charset, String text, List<String> right) {

    static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");
    static final String COLUMNS =
            "columns: { air_temperature: { column: temp, units: degC }, relative_humidity: { column: rh, units: '%' },"
                    + " air_pressure: { column: pressure, units: hPa } }";
    static final String RAIN = "columns: { thickness_of_rainfall_amount: { column: rain, units: mm, total: true } }";

    private static final Map<Variable, String> LETTERS = Map.of(
            Variable.AIR_TEMPERATURE, "t",
            Variable.RELATIVE_HUMIDITY, "h",
            Variable.PRESSURE, "p",
            Variable.DEW_POINT, "d",
            Variable.WIND_SPEED, "w",
            Variable.WIND_GUST, "g",
            Variable.WIND_DIRECTION, "f",
            Variable.GHI, "s",
            Variable.RAIN, "r",
            Variable.VISIBILITY, "v");

    /** One in UTF-8. */
    static OddLog of(String name, String keys, String text, String... right) {
        return new OddLog(name, keys, StandardCharsets.UTF_8, text, List.of(right));
    }

    OddLog in(Charset other) {
        return new OddLog(name, keys, other, text, right);
    }

    /** Its settings, the log being in {@code folder}, written ten minutes ago. */
    CsvReadings in(Path folder) {
        try {
            Path log = folder.resolve(name + ".csv");
            Files.write(log, text.getBytes(charset));
            Files.setLastModifiedTime(log, FileTime.from(NOW.minus(Duration.ofMinutes(10))));
            Path settings = folder.resolve(name + ".yaml");
            Files.writeString(settings, """
                    stations:
                      - id: a
                        site: { latitude: 59.91, longitude: 10.75, altitude: 23 }
                        readings: { csv: %s.csv, %s }
                    """.formatted(name, keys));
            var config = EdgeConfig.read(settings, Map.of());
            return (CsvReadings) config.stations().get(0).readings().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReadingCsv source(Path folder, EdgeMetrics metrics) {
        return new ReadingCsv("a", in(folder), false, metrics, () -> NOW);
    }

    /** What its rows say, written as {@code right} is. */
    static List<String> said(List<Sample> taken) {
        List<String> said = new ArrayList<>();
        for (Sample one : taken) {
            Map<Variable, Double> values = Variable.ordered(((Sample.Values) one).values());
            String each = values.entrySet().stream()
                    .map(value -> LETTERS.get(value.getKey()) + number(value.getValue()))
                    .collect(Collectors.joining(" "));
            String time = one.at().toString().replaceFirst("^2026-06-", "").replaceFirst("(:00)?Z$", "");
            said.add((time + " " + each).strip());
        }
        return said;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value).replaceFirst("[.]?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    @Override
    public String toString() {
        return name;
    }
}
