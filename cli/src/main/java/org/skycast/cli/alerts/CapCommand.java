package org.skycast.cli.alerts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.cli.connection.Connection;
import org.skycast.delivery.cap.CapDocument;
import org.skycast.delivery.cap.CapException;
import org.skycast.streams.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast alerts cap}: messages as documents of the Common Alerting Protocol. */
@Command(
        name = "cap",
        mixinStandardHelpOptions = true,
        description = "Writes the newest message of each alert, or all of an incident, as documents of the Common"
                + " Alerting Protocol 1.2; what would be none is named, and the exit code is 1.")
public final class CapCommand implements Callable<Integer> {

    @Mixin
    private CapOptions sender = new CapOptions();

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description =
                    "All messages of this incident; by default the newest of each alert, until a day after its end.")
    private Optional<String> incident = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "A folder for a file of each; by default they are printed, one after the other.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() throws IOException {
        var log = new AlertLog(connection.reached());
        Collection<Alert> told = incident.map(id -> (Collection<Alert>) messages(log, id))
                .orElseGet(() -> log.newest().values());
        Map<String, Site> sites = log.sites();
        var document = new CapDocument(sender.sender());
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        int refused = 0;
        for (Alert alert : told) {
            try {
                give(alert, document.of(alert, Optional.ofNullable(sites.get(alert.getStationId()))));
            } catch (CapException e) {
                System.err.println(e.getMessage());
                refused++;
            }
        }
        folder.ifPresent(there -> System.out.printf("%s holds what was told.%n", there));
        return refused == 0 ? 0 : 1;
    }

    private static List<Alert> messages(AlertLog log, String id) {
        List<Alert> told = log.incident(id);
        if (told.isEmpty()) {
            throw new StartupException(
                    "Nothing was told of an incident '%s'; 'skycast alerts list --json' shows their ids."
                            .formatted(id));
        }
        return told;
    }

    private void give(Alert alert, String text) {
        if (folder.isEmpty()) {
            System.out.print(text);
            return;
        }
        // Ids hold slashes and colons, which names of files must not.
        String name = alert.getWeather().getMessageId().replaceAll("[^A-Za-z0-9._-]", "_") + ".xml";
        try {
            Files.writeString(folder.get().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
