package org.skycast.cli.tail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.EventForecast;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Score;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SourceStatus;
import org.skycast.avro.VariableForecast;

/** Weather in a few words: what was measured, observed, foretold, and how far off that was. */
final class WeatherLine {

    private static final Duration AHEAD = Duration.ofHours(1);

    private WeatherLine() {}

    /** What was measured, in the schema's names and units. */
    static String of(SensorReading reading) {
        List<String> said = new ArrayList<>();
        for (Schema.Field field : reading.getSchema().getFields()) {
            if (field.getProp("units") != null && reading.get(field.pos()) instanceof Double value) {
                said.add(value(field.name(), value, field.getProp("units")));
            }
        }
        return "%s %s"
                .formatted(reading.getObservedAt(), said.isEmpty() ? "nothing measured" : String.join(", ", said));
    }

    /** A slot: its means, and whether the sky was seen. */
    static String of(Observation of) {
        String means = of.getVariables().stream()
                .map(each -> value(each.getName(), each.getMean(), each.getUnits()))
                .collect(Collectors.joining(", "));
        return "%s, %d min, revision %d: %s%s"
                .formatted(
                        of.getSlotStart(),
                        of.getSlotMinutes(),
                        of.getRevision(),
                        means.isEmpty() ? "nothing measured" : means,
                        of.getSky() == null ? "" : ", with sky");
    }

    /** Medians an hour ahead, and how likely events are. */
    static String of(Forecast of) {
        List<String> said = new ArrayList<>();
        of.getVariables().forEach(each -> {
            Float median = median(each);
            if (median != null) {
                said.add(value(each.getName(), median, each.getUnits()));
            }
        });
        for (EventForecast each : of.getEvents()) {
            int lead = each.getLeadMinutes().indexOf((int) AHEAD.toMinutes());
            if (lead >= 0 && lead < each.getProbabilities().size()) {
                said.add("%s %d%%"
                        .formatted(
                                each.getName(),
                                Math.round(100 * each.getProbabilities().get(lead))));
            }
        }
        return "%s +1h %s"
                .formatted(of.getReferenceTime(), said.isEmpty() ? "nothing foretold" : String.join(", ", said));
    }

    private static @Nullable Float median(VariableForecast of) {
        int lead = of.getLeadMinutes().indexOf((int) AHEAD.toMinutes());
        int median = of.getQuantileLevels().indexOf(0.5);
        boolean isThere = lead >= 0
                && median >= 0
                && lead < of.getValues().size()
                && median < of.getValues().get(lead).size();
        return isThere ? of.getValues().get(lead).get(median) : null;
    }

    /** What came, and how far off the forecast and persistence were. */
    static String worth(Score of) {
        if (of.getBrier() != null) {
            return "said %s, Brier score %s (persistence %s)"
                    .formatted(figure(of.getProbability()), figure(of.getBrier()), figure(of.getPersistenceBrier()));
        }
        return of.getError() == null
                ? "the truth did not come"
                : "came %s, off by %s (persistence %s)"
                        .formatted(figure(of.getObserved()), figure(of.getError()), figure(of.getPersistenceError()));
    }

    static String states(List<SourceStatus> sources) {
        return sources.isEmpty()
                ? "none"
                : sources.stream()
                        .map(source -> source.getName() + " " + source.getState())
                        .collect(Collectors.joining(", "));
    }

    static String lead(Duration lead) {
        return lead.toMinutes() % 60 == 0 ? lead.toHours() + "h" : lead.toMinutes() + "min";
    }

    private static String value(String name, double value, String units) {
        return "%s %s %s".formatted(name, figure(value), units);
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }
}
