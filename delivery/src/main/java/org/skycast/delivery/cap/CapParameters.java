package org.skycast.delivery.cap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.skycast.avro.Alert;
import org.skycast.avro.WeatherAlert;

/** What a message says that CAP has no element for, by names of our own. */
final class CapParameters {

    private final Alert alert;
    private final WeatherAlert weather;

    CapParameters(Alert alert, WeatherAlert weather) {
        this.alert = alert;
        this.weather = weather;
    }

    /** In the order in which they are written. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("skycast:state", alert.getState());
        all.put("skycast:reason", weather.getReason());
        all.put("skycast:sequence", Integer.toString(weather.getSequence()));
        all.put("skycast:level", "%d/%d".formatted(weather.getLevel(), weather.getLevels()));
        all.put("skycast:variable", weather.getEvent() == null ? weather.getVariable() : weather.getEvent());
        all.put(
                "skycast:threshold",
                "%s %s %s"
                        .formatted(
                                weather.getComparator(),
                                CapXml.number(weather.getGivenThreshold()),
                                weather.getGivenUnits()));
        all.put("skycast:probability", CapXml.number(alert.getProbability()));
        all.put("skycast:probability-upper-bound", CapXml.number(weather.getUpperBound()));
        all.put("skycast:stale-after", CapXml.text(weather.getStaleAfter()));
        if (weather.getEnds() != null) {
            all.put("skycast:ends", CapXml.text(weather.getEnds()));
        }
        weather.getLabels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> all.put("label:" + label.getKey(), label.getValue()));
        return all;
    }
}
