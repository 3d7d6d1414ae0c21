package org.skycast.edge.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.records.ForecastRecords;
import org.skycast.records.PlainRecord;

/** Forecasts for people and for programs. */
public final class ForecastText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ForecastText() {}

    /** {@code {"forecasts": […]}}, each with the fields of the topic's record. */
    public static String json(LatestForecasts latest) {
        List<Object> records = new ArrayList<>();
        latest.all().forEach(forecast -> records.add(PlainRecord.of(ForecastRecords.toAvro(forecast))));
        try {
            return JSON.writeValueAsString(Map.of("forecasts", records));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line that says whose it is, a line of lead times, and a line for each variable and event. */
    public static String table(Forecast forecast) {
        var model = forecast.lineage().model();
        StringBuilder table = new StringBuilder("%s from %s by %s %s%s%n"
                .formatted(
                        forecast.stationId(),
                        forecast.referenceTime(),
                        model.id(),
                        model.version(),
                        forecast.degraded().isEmpty() ? "" : ", lacking " + String.join(", ", forecast.degraded())));
        List<Duration> leads = hours(forecast);
        table.append("%-42s".formatted(""));
        leads.forEach(lead -> table.append("%28s".formatted("+" + lead.toMinutes() + " min")));
        for (Forecast.OfVariable variable : forecast.variables()) {
            table.append("%n%-42s"
                    .formatted(variable.feature().cfName() + " "
                            + variable.feature().units()));
            leads.forEach(lead -> table.append("%28s".formatted(spread(variable, lead))));
        }
        for (Forecast.OfEvent event : forecast.events()) {
            table.append("%n%-42s".formatted(event.event().name() + " probability"));
            leads.forEach(lead -> table.append("%27.0f%%"
                    .formatted(100 * event.probabilities().get(event.leads().indexOf(lead)))));
        }
        return table.append(System.lineSeparator()).toString();
    }

    /** The median, and the outermost levels that stand evenly about it within 10 and 90 %. */
    private static String spread(Forecast.OfVariable variable, Duration lead) {
        List<Float> values = variable.values().get(variable.leads().indexOf(lead));
        int median = variable.levels().indexOf(0.5);
        int low = variable.levels().indexOf(0.1);
        int high = variable.levels().indexOf(0.9);
        if (median < 0 || low < 0 || high < 0) {
            return "%.1f".formatted(values.get(values.size() / 2));
        }
        return String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", values.get(median), values.get(low), values.get(high));
    }

    /** The lead times that are whole hours, of those that all its parts have; every one, if none is. */
    private static List<Duration> hours(Forecast forecast) {
        List<Duration> leads = new ArrayList<>();
        forecast.variables().stream()
                .map(Forecast.OfVariable::leads)
                .findFirst()
                .ifPresent(leads::addAll);
        if (leads.isEmpty()) {
            forecast.events().stream().map(Forecast.OfEvent::leads).findFirst().ifPresent(leads::addAll);
        }
        List<Duration> whole =
                leads.stream().filter(lead -> lead.toMinutes() % 60 == 0).toList();
        return whole.isEmpty() ? leads : whole;
    }
}
