package org.skycast.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast edge}: sends a station's frames and readings. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        description = "Sends stations' frames and readings to the broker, and keeps them on disk until it has them.")
public final class EdgeCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "The stations and their sources, in YAML.")
    private Path config = Path.of("edge.yaml");

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "max",
            description =
                    "How fast recorded data go: times real time, or 'max' (${DEFAULT-VALUE}). Event times stay as they are.")
    private String speed = "max";

    @Option(names = "--once", description = "End when what is there has been sent, instead of waiting for more.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        InstantSource clock = Clock.systemUTC();
        EdgeConfig settings = EdgeConfig.read(config, System.getenv());
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

    /**
     * The pace that {@code --speed} names.
     *
     * @throws IllegalArgumentException if it is neither {@code max} nor a positive number
     */
    public static Pace pace(String speed, InstantSource clock) {
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
