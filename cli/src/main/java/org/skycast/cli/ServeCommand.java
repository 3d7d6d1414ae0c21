package org.skycast.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.skycast.dashboard.Dashboard;
import org.skycast.dashboard.ServeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast serve}: the dashboard, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Shows stations, skies and forecasts in a browser, until it is stopped.")
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Settings in YAML.")
    private Path config = Path.of("serve.yaml");

    @Override
    public Integer call() throws InterruptedException {
        try (Dashboard dashboard = Dashboard.start(ServeConfig.read(config, System.getenv()), InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(dashboard::close, "stop"));
            System.out.printf("The dashboard is at %s%n", dashboard.url());
            dashboard.awaitClosed();
        }
        return 0;
    }
}
