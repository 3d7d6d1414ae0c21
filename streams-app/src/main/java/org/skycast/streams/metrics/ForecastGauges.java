package org.skycast.streams.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.forecast.Forecaster.Model;

/**
 * How old each station's newest forecast is, and by which bundles they are made. What is known begins with the process, and with
 * a task that it is given. Thread-safe.
 */
public final class ForecastGauges {

    /** A series each for so many stations, who comes first; the greatest age and the number that are late are of all. */
    static final int SHOWN = 100;

    /** One that makes a forecast every ten minutes has missed two by then. */
    static final Duration LATE = Duration.ofMinutes(30);

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<String, Instant> champions = new HashMap<>();
    private final Map<String, Meter> shown = new HashMap<>();
    private final Map<Played, Roles> roles = new HashMap<>();
    private final Map<String, Map<String, Model>> models =
            Map.of("champion", new HashMap<>(), "shadow", new HashMap<>());

    ForecastGauges(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        gauge(
                "skycast.forecast.age.max.seconds",
                "age of the oldest of the stations' newest forecasts",
                this::greatest);
        gauge("skycast.forecast.stations", "stations that this process has forecast", this::stations);
        gauge(
                "skycast.forecast.stations.late",
                "stations whose newest forecast is older than %d minutes".formatted(LATE.toMinutes()),
                this::late);
    }

    private record Played(String role, Model model) {}

    private record Roles(Meter meter, int stations) {}

    private void gauge(String name, String help, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(help).register(meters);
    }

    /** A forecast was issued: by the champion, or by a shadow. */
    synchronized void issued(boolean shadow, String station, Instant reference, Model model) {
        if (!shadow) {
            champions.merge(station, reference, (a, b) -> a.isAfter(b) ? a : b);
            if (shown.size() < SHOWN) {
                shown.computeIfAbsent(station, this::show);
            }
        }
        plays(shadow, station, model);
    }

    private void plays(boolean shadow, String station, @Nullable Model model) {
        String role = shadow ? "shadow" : "champion";
        Map<String, Model> known = models.getOrDefault(role, Map.of());
        Model before = model == null ? known.remove(station) : known.put(station, model);
        if (before == null ? model == null : before.equals(model)) {
            return;
        }
        if (before != null) {
            var left = new Played(role, before);
            roles.computeIfPresent(
                    left,
                    (played, now) -> now.stations() > 1 ? new Roles(now.meter(), now.stations() - 1) : removed(now));
        }
        if (model != null) {
            roles.compute(
                    new Played(role, model),
                    (played, now) ->
                            now == null ? new Roles(show(played), 1) : new Roles(now.meter(), now.stations() + 1));
        }
    }

    private @Nullable Roles removed(Roles gone) {
        meters.remove(gone.meter());
        return null;
    }

    private Meter show(Played played) {
        Model model = played.model();
        return Gauge.builder("skycast.bundle.info", () -> 1)
                .description("1 for each bundle by which forecasts are made, by its role")
                .tag("role", played.role())
                .tag("id", model.id())
                .tag("version", model.version())
                .tag("sha256", model.sha256())
                .register(meters);
    }

    private Meter show(String station) {
        return Gauge.builder("skycast.forecast.age.seconds", () -> age(station))
                .description("from the reference time of the station's newest forecast to now; of the first %d stations"
                        .formatted(SHOWN))
                .tag("station", station)
                .register(meters);
    }

    /** A task ends: another instance may have the station from now on. */
    synchronized void forget(boolean shadow, String station) {
        if (!shadow) {
            champions.remove(station);
            Meter meter = shown.remove(station);
            if (meter != null) {
                meters.remove(meter);
            }
        }
        plays(shadow, station, null);
    }

    private synchronized double age(String station) {
        Instant newest = champions.get(station);
        return newest == null ? Double.NaN : seconds(newest);
    }

    private double seconds(Instant newest) {
        return Math.max(0, Duration.between(newest, clock.instant()).toMillis() / 1000.0);
    }

    private synchronized double greatest() {
        return champions.values().stream().mapToDouble(this::seconds).max().orElse(Double.NaN);
    }

    private synchronized int stations() {
        return champions.size();
    }

    private synchronized long late() {
        return champions.values().stream()
                .filter(newest -> seconds(newest) > LATE.toSeconds())
                .count();
    }
}
