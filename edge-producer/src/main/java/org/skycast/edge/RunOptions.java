package org.skycast.edge;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** How the edge runs. */
final class RunOptions {

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "max",
            description =
                    "How fast recorded data go: times real time, or 'max' (${DEFAULT-VALUE}). Event times stay as they are.")
    private String speed = "max";

    @Option(names = "--once", description = "End when what is there has been sent, instead of waiting for more.")
    private boolean once;

    /** Runs until it is stopped, or has sent all. */
    int run(EdgeConfig settings) throws InterruptedException {
        InstantSource clock = Clock.systemUTC();
        try (EdgeApp app =
                EdgeApp.open(settings, !once, pace(speed, clock), clock).start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            while (!app.awaitExhausted(Duration.ofMinutes(1))) {
                System.out.println(app.metrics().counts());
            }
            System.out.println(app.metrics().counts());
        }
        return 0;
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
