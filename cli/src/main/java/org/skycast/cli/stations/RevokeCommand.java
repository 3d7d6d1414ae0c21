package org.skycast.cli.stations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.skycast.cli.connection.Connection;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.StationIdentity;
import org.skycast.streams.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast stations revoke}: a key holds no longer, from a slot on. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Revokes a station's key, or an admission key, from a slot on: what the log takes with it from there is rejected.")
final class RevokeCommand implements Callable<Integer> {

    @Mixin
    private SigningOptions signing = new SigningOptions();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "SHA256",
            description = "The key's fingerprint, or its beginning; skycast stations list shows it.")
    private String key = "";

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "The slot from which it is revoked; the next one if nothing is said.")
    private Optional<Instant> from = Optional.empty();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        Instant now = InstantSource.system().instant();
        var change = RegistrationChange.of(signing, connection, now);
        StationIdentity before = change.before();
        List<IdentityKey> named = Stream.concat(before.keys().stream(), before.admissionKeys().stream())
                .filter(one -> one.fingerprint().startsWith(key))
                .toList();
        if (named.size() != 1) {
            throw new StartupException("%d keys of the station %s begin with '%s'; skycast stations list shows them."
                    .formatted(named.size(), signing.station, key));
        }
        Instant end = SigningOptions.from(from, now);
        change.write(before.revoked(Set.of(named.get(0).fingerprint()), end));
        System.out.printf(
                "The key %s of %s is revoked from %s on.%n", named.get(0).fingerprint(), signing.station, end);
        return 0;
    }
}
