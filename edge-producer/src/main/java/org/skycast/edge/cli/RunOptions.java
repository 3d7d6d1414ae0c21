package org.skycast.edge.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.edge.status.ForecastText;
import org.skycast.edge.status.StatusText;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.schemas.ClientProperties;
import org.skycast.settings.SettingsText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** How the edge runs. */
final class RunOptions {

    private static final Logger LOG = LoggerFactory.getLogger(RunOptions.class);

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "max",
            description =
                    "How fast recorded data go: times real time, or 'max' (${DEFAULT-VALUE}). Event times stay as they are.")
    private String speed = "max";

    @Option(names = "--once", description = "End when what is there has been sent, instead of waiting for more.")
    private boolean once;

    /** A first look, so that it is seen that it goes; then one a minute. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration EVERY = Duration.ofMinutes(1);

    /** Runs until it is stopped, or has sent all. */
    int run(EdgeConfig settings) throws InterruptedException {
        InstantSource clock = Clock.systemUTC();
        LOG.info("The settings that hold:\n{}", SettingsText.of(settings, new ClientProperties()::shown));
        try (EdgeApp app =
                EdgeApp.open(settings, !once, pace(speed, clock), clock).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            Map<String, Instant> shown = new HashMap<>();
            Duration look = SOON;
            while (!app.awaitExhausted(look)) {
                show(app, shown);
                app.recorded().ifPresent(recorded -> System.out.println(StatusText.of(recorded, clock.instant())));
                look = EVERY;
            }
            show(app, shown);
        }
        return 0;
    }

    /** The counts, and the forecasts that were made here and are newer than those shown before. */
    private static void show(EdgeApp app, Map<String, Instant> shown) {
        Map<String, Long> counts = app.metrics().counts();
        if (!counts.isEmpty()) {
            System.out.println(counts);
        }
        for (Forecast forecast : app.forecasts().all()) {
            Instant before = shown.put(forecast.stationId(), forecast.referenceTime());
            if (!forecast.referenceTime().equals(before)) {
                System.out.println(ForecastText.table(forecast));
            }
        }
    }

    static Pace pace(String speed, InstantSource clock) {
        if (speed.equals("max")) {
            return Pace.upToNow(clock);
        }
        try {
            double times = Double.parseDouble(speed);
            if (times > 0 && Double.isFinite(times)) {
                return Pace.times(times, clock);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--speed is '%s'; give a number such as 60, or 'max'.".formatted(speed), e);
        }
        throw new IllegalArgumentException("--speed is '%s'; give a positive number, or 'max'.".formatted(speed));
    }
}
