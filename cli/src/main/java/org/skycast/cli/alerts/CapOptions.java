package org.skycast.cli.alerts;

import java.util.Optional;
import org.skycast.delivery.cap.CapSender;
import picocli.CommandLine.Option;

/** Who warns, as options. */
final class CapOptions {

    @Option(
            names = "--sender",
            required = true,
            paramLabel = "ID",
            description = "Who warns, unique in the world, such as alerts@weather.example.")
    private String id = "";

    @Option(names = "--sender-name", paramLabel = "TEXT", description = "The same for people.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--contact", paramLabel = "TEXT", description = "Whom to ask.")
    private Optional<String> contact = Optional.empty();

    @Option(names = "--web", paramLabel = "URL", description = "Where more is said.")
    private Optional<String> web = Optional.empty();

    @Option(names = "--restriction", paramLabel = "TEXT", description = "Who may read what is of scope Restricted.")
    private Optional<String> restriction = Optional.empty();

    @Option(
            names = "--addresses",
            paramLabel = "IDS",
            description = "Whom what is of scope Private is for, separated by spaces.")
    private Optional<String> addresses = Optional.empty();

    CapSender sender() {
        return new CapSender(id, name, contact, web, restriction, addresses);
    }
}
