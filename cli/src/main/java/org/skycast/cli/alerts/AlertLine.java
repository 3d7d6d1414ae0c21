package org.skycast.cli.alerts;

import java.time.Instant;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertText;
import org.skycast.avro.WeatherAlert;
import org.skycast.text.Printable;

/** A message of a weather alert as one line of text. */
public final class AlertLine {

    private AlertLine() {}

    /** As it is at a time: past {@code staleAfter}, what it says is not known. */
    static String of(Alert alert, Instant now) {
        WeatherAlert weather = alert.getWeather();
        boolean stale = weather != null && now.isAfter(weather.getStaleAfter());
        return of(alert) + (stale ? "  (stale: not known any more)" : "");
    }

    /** As it was sent; what stands in it moves no cursor. */
    public static String of(Alert alert) {
        return Printable.of(text(alert));
    }

    private static String text(Alert alert) {
        WeatherAlert weather = alert.getWeather();
        if (weather == null) {
            return "%s %s %s since %s"
                    .formatted(alert.getState(), alert.getSeverity(), alert.getId(), alert.getOnset());
        }
        String headline = weather.getTexts().values().stream()
                .findFirst()
                .map(AlertText::getHeadline)
                .orElse(weather.getTitle());
        AlertText english = weather.getTexts().get("en");
        return "%s %s %s %s #%d %s  %d %%  from %s to %s  %s"
                .formatted(
                        alert.getState(),
                        alert.getSeverity(),
                        alert.getStationId(),
                        alert.getRule(),
                        weather.getSequence(),
                        weather.getReason(),
                        Math.round(alert.getProbability() * 100),
                        alert.getOnset(),
                        weather.getEnds() == null ? "?" : weather.getEnds().toString(),
                        english == null ? headline : english.getHeadline());
    }
}
