package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Gauges that come and go with their station: what is not published again is shown no more. */
public final class StationGauges {

    private static final Map<String, String> HELP = Map.of(
            "skycast.skill",
                    "1 less the forecasts' error over persistence's: 1 is perfect, below 0 is worse than no model",
            "skycast.mae", "mean absolute error of the forecasts, in the variable's unit",
            "skycast.drift", "distance of the week's mean from the training's, in the training's standard deviations");

    private final MeterRegistry meters;
    private final Map<String, Map<Series, Shown>> stations = new HashMap<>();

    StationGauges(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * One gauge of a station.
     *
     * @param name such as {@code skycast.skill}
     * @param tags beside the station's; one name always has the same ones
     */
    public record Series(String name, Map<String, String> tags) {
        public Series {
            tags = Map.copyOf(tags);
        }
    }

    private record Shown(AtomicReference<Double> value, Meter meter) {}

    /** Shows these of the station, and no others. */
    public synchronized void publish(String station, Map<Series, Double> values) {
        Map<Series, Shown> shown = stations.computeIfAbsent(station, id -> new HashMap<>());
        Set.copyOf(shown.keySet()).stream()
                .filter(series -> !values.containsKey(series))
                .forEach(series -> hide(shown, series));
        values.forEach((series, value) ->
                shown.computeIfAbsent(series, s -> show(station, s)).value().set(value));
    }

    /** Shows nothing of the station any more. */
    public synchronized void forget(String station) {
        publish(station, Map.of());
        stations.remove(station);
    }

    private Shown show(String station, Series series) {
        var value = new AtomicReference<>(Double.NaN);
        Tags tags = Tags.of("station", station);
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            tags = tags.and(tag.getKey(), tag.getValue());
        }
        return new Shown(
                value,
                Gauge.builder(series.name(), value, AtomicReference::get)
                        .description(HELP.getOrDefault(series.name(), series.name()))
                        .tags(tags)
                        .register(meters));
    }

    private void hide(Map<Series, Shown> shown, Series series) {
        Shown gone = shown.remove(series);
        if (gone != null) {
            meters.remove(gone.meter());
        }
    }
}
