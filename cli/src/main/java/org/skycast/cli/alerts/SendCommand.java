package org.skycast.cli.alerts;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.skycast.delivery.send.AlertSender;
import org.skycast.delivery.send.SenderConfig;
import org.skycast.streams.runtime.BrokerReach;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skycast alerts send}: tells receivers of weather alerts until it is told to stop. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Tells webhooks, an Alertmanager, MQTT brokers and files of weather alerts, until it is stopped.")
public final class SendCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Settings in YAML, with the receivers.")
    private Path config = Path.of("sinks.yaml");

    @Override
    public Integer call() throws InterruptedException {
        SenderConfig settings = SenderConfig.read(config, System.getenv());
        new BrokerReach(settings.kafka()).require();
        try (AlertSender sender = AlertSender.start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(sender::close, "stop"));
            System.out.printf(
                    "Sending to %s; http://%s:%d/metrics tells how it goes.%n",
                    String.join(
                            ", ", settings.sinks().keySet().stream().sorted().toList()),
                    settings.httpAddress(),
                    sender.port());
            sender.awaitClosed();
        }
        return 0;
    }
}
