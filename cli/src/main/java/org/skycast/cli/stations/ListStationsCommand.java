package org.skycast.cli.stations;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.stations.Registrations.Registered;
import org.skycast.identity.Administrators;
import org.skycast.identity.IdentityKey;
import org.skycast.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast stations list}: the registered stations and their keys. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the registered stations, and the keys that administrators have signed for them.")
final class ListStationsCommand implements Callable<Integer> {

    @Option(
            names = "--administrator",
            paramLabel = "PEM",
            description = "The public key of an administrator whose signatures count; may be given several times.")
    private List<Path> administrators = List.of();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        new Registrations(connection.reached())
                .read(Administrators.read(administrators))
                .values()
                .forEach(ListStationsCommand::print);
        return 0;
    }

    private static void print(Registered registered) {
        System.out.printf(
                "%s  %s  %s%n",
                registered.station().id(),
                Printable.of(registered.station().name()),
                registered
                        .identity()
                        .map(identity -> "revision " + identity.revision())
                        .orElseGet(() ->
                                "no keys: " + Printable.of(registered.fault().orElse(""))));
        registered.identity().ifPresent(identity -> {
            identity.keys().forEach(key -> print("", key));
            identity.admissionKeys().forEach(key -> print("admission key ", key));
        });
    }

    private static void print(String kind, IdentityKey key) {
        System.out.printf(
                "  %s%s  from %s%s%n",
                kind,
                key.fingerprint(),
                key.from(),
                key.until().map(end -> ", revoked from " + end).orElse(""));
    }
}
