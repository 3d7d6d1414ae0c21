package org.skycast.cli.stations;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.identity.Administrators;
import org.skycast.identity.SecretKey;
import org.skycast.nowcast.observe.Slot;
import org.skycast.streams.StartupException;
import picocli.CommandLine.Option;

/** Which station is registered, and who signs that. */
final class SigningOptions {

    private static final Duration SLOT = Duration.ofMinutes(10);

    /** So long a registration may take into the log, clocks that differ included. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);

    @Option(names = "--station", required = true, paramLabel = "ID", description = "The station.")
    String station = "";

    @Option(
            names = "--sign-key",
            required = true,
            paramLabel = "PEM",
            description = "The administrator's private key (Ed25519, PKCS#8), which its owner alone may read.")
    private Path signKey = Path.of("");

    @Option(
            names = "--administrator",
            paramLabel = "PEM",
            description = "Another administrator's public key, if that one signed the registration before.")
    private List<Path> administrators = List.of();

    SecretKey secret() {
        return SecretKey.read(signKey);
    }

    /** Whose registrations count beside the signer's own. */
    Administrators trusted(SecretKey signer) {
        return Administrators.read(administrators).and(signer.publicKey());
    }

    /**
     * From when on a change holds.
     *
     * @throws StartupException if that is not a slot's beginning, or is past when the log takes the change
     */
    static Instant from(Optional<Instant> asked, Instant now) {
        Instant next = Slot.holding(now.plus(ON_THE_WAY), SLOT).end();
        Instant from = asked.orElse(next);
        if (from.isBefore(next) || !Slot.holding(from, SLOT).start().equals(from)) {
            throw new StartupException(
                    "--from %s is no slot that is yet to begin; slots begin each ten minutes, and the next that can be is %s."
                            .formatted(from, next));
        }
        return from;
    }

    /** The slot in which it is now: from its beginning on, a first key holds. */
    static Instant begun(Instant now) {
        return Slot.holding(now, SLOT).start();
    }
}
