package org.skycast.cli.stations;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.skycast.cli.connection.Connection;
import org.skycast.identity.IdentityKey;
import org.skycast.identity.KeyFile;
import org.skycast.identity.StationIdentity;
import org.skycast.streams.StartupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast stations rotate}: a new key from a slot on; those before it hold a while longer. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description =
                "Gives a station a new key, or a new admission key, from a slot on, and revokes those of its kind before it some time later.")
final class RotateCommand implements Callable<Integer> {

    @Mixin
    private SigningOptions signing = new SigningOptions();

    @Option(names = "--key", paramLabel = "PEM", description = "The station's next public key.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--admission-key",
            paramLabel = "PEM",
            description = "The next public admission key for which its records may carry MACs, or its first one.")
    private Optional<Path> admissionKey = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "The slot from which the key holds; the next one if nothing is said.")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "SPAN",
            defaultValue = "P1D",
            description = "How long the keys before it hold beside it, for the edge to be given the new one"
                    + " (${DEFAULT-VALUE}); whole slots.")
    private Duration overlap = Duration.ofDays(1);

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        if (key.isEmpty() && admissionKey.isEmpty()) {
            throw new StartupException("Nothing is rotated; name the next key with --key or --admission-key.");
        }
        Instant now = InstantSource.system().instant();
        var change = RegistrationChange.of(signing, connection, now);
        StationIdentity before = change.before();
        Instant begin = SigningOptions.from(from, now);
        Instant end = SigningOptions.from(Optional.of(begin.plus(overlap)), now);
        StationIdentity next = before;
        if (key.isPresent()) {
            next = next.revoked(fingerprints(before.keys()), end)
                    .with(IdentityKey.of(KeyFile.readEd25519(key.get()), begin));
        }
        if (admissionKey.isPresent()) {
            next = next.revoked(fingerprints(before.admissionKeys()), end)
                    .withAdmissionKey(IdentityKey.of(KeyFile.readX25519(admissionKey.get()), begin));
        }
        change.write(next.as(before.revision() + 1));
        System.out.printf(
                "The new key of %s holds from %s on, those before it up to %s.%n", signing.station, begin, end);
        return 0;
    }

    private static Set<String> fingerprints(List<IdentityKey> keys) {
        return keys.stream().map(IdentityKey::fingerprint).collect(Collectors.toSet());
    }
}
