package org.skycast.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.StreamsConfig;
import org.skycast.schemas.ClientProperties;
import org.skycast.settings.PrivateFiles;
import org.skycast.settings.SettingsText;
import org.skycast.streams.runtime.Bystanders;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast streams}: runs the topology until it is told to stop. */
@Command(
        name = "streams",
        mixinStandardHelpOptions = true,
        description = "Runs the topology: frames and readings to observations to forecasts.")
public final class StreamsCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML; without one the defaults and the environment (SKYCAST_STREAMS_…) hold.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--print-settings",
            description = "Print every setting as it holds, less what may be secret, and end.")
    private boolean printSettings;

    @Override
    public Integer call() throws InterruptedException {
        NowcastConfig settings = config.map(file -> NowcastConfig.read(file, System.getenv()))
                .orElseGet(() -> NowcastConfig.read("{}", "the environment", System.getenv()));
        if (printSettings) {
            System.out.println(shown(settings));
            return 0;
        }
        Bystanders.watch();
        try (NowcastApp app = NowcastApp.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            // Once it has started: why it did not is one sentence, and nothing beside it.
            String shown = shown(settings);
            LOG.info("The settings that hold:\n{}", shown);
            if (shown.contains(SettingsText.SECRET)) {
                config.flatMap(PrivateFiles::warning).ifPresent(LOG::warn);
            }
            if (app.awaitRunning(Duration.ofMinutes(1))) {
                System.out.printf("Running as %s with the bundle %s.%n", settings.applicationId(), settings.bundle());
            }
            return app.awaitStopped() ? 0 : 1;
        }
    }

    /** Every setting as it holds, a line each, less what may be secret. */
    static String shown(NowcastConfig settings) {
        return SettingsText.of(settings, new ClientProperties(StreamsConfig.configDef())::shown)
                .toString();
    }
}
