package org.skycast.identity;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A public key of a station's registration and when it holds, by the time at which the log took a record: a sender cannot
 * choose that one.
 *
 * @param fingerprint the sha256 of the key in X.509 form (DER), in hexadecimal
 * @param key the public key in X.509 form (DER), in Base64
 * @param from the first time at which it holds
 * @param until from then on it is revoked, if it is
 */
public record IdentityKey(String fingerprint, String key, Instant from, Optional<Instant> until) {

    /** @throws IllegalArgumentException if it is revoked before it holds */
    public IdentityKey {
        if (until.filter(end -> end.isBefore(from)).isPresent()) {
            throw new IllegalArgumentException("the key %s is revoked before it holds".formatted(fingerprint));
        }
    }

    /** A key that holds from a time on. */
    public static IdentityKey of(PublicKey key, Instant from) {
        return new IdentityKey(PublicKeys.fingerprint(key), PublicKeys.text(key), from, Optional.empty());
    }

    /** The same, revoked from a time on. */
    public IdentityKey revoked(Instant end) {
        return new IdentityKey(fingerprint, key, from, Optional.of(end.isBefore(from) ? from : end));
    }

    /**
     * Asks that the key is one, and the fingerprint its own; not each time that a store is read.
     *
     * @param algorithm what the key must be of
     * @throws IllegalArgumentException if not
     */
    void requireSound(String algorithm) {
        if (!PublicKeys.fingerprint(PublicKeys.of(algorithm, key)).equals(fingerprint)) {
            throw new IllegalArgumentException("the fingerprint %s is not that of its key".formatted(fingerprint));
        }
    }

    /**
     * Why it does not hold at a time, in one sentence; empty if it does.
     *
     * @param appendedAt when the log took the record
     * @param use what the record has of it, up to the key's name
     */
    Optional<String> faultAt(Instant appendedAt, String use) {
        if (appendedAt.isBefore(from)) {
            return Optional.of("%s %s, which holds from %s, but the log took it at %s."
                    .formatted(use, fingerprint, from, appendedAt));
        }
        return until.filter(end -> !appendedAt.isBefore(end))
                .map(end -> "%s %s, which is revoked from the slot at %s, and the log took it at %s."
                        .formatted(use, fingerprint, end, appendedAt));
    }

    /** When it held before a time; empty if it did not. */
    Optional<Held> before(Instant time) {
        Instant end = until.filter(time::isAfter).orElse(time);
        return from.isBefore(end) ? Optional.of(new Held(fingerprint, from, end)) : Optional.empty();
    }

    /** A key and a span of the past in which it held. */
    record Held(String fingerprint, Instant from, Instant to) {}

    /** Whether headers mean it by this beginning of its fingerprint. */
    boolean isNamed(String shortKey) {
        return fingerprint.startsWith(shortKey);
    }
}
