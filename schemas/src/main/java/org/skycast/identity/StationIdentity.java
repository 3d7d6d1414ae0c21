package org.skycast.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys a station has had, and has, and the admission keys for which its records may carry MACs. The newest says all that
 * earlier ones said of the time before it, so that whoever has the newest alone, as a compacted topic keeps it, decides as all
 * did who had the one before at its time.
 *
 * @param revision rises with each, so that an earlier one that comes again changes nothing
 * @param keys of the station (Ed25519), each once
 * @param admissionKeys of whoever checks (X25519), each once; without any, signatures alone count
 */
public record StationIdentity(long revision, List<IdentityKey> keys, List<IdentityKey> admissionKeys) {

    /** @throws IllegalArgumentException if a key stands there twice */
    public StationIdentity(long revision, List<IdentityKey> keys, @Nullable List<IdentityKey> admissionKeys) {
        this.revision = revision;
        this.keys = distinct(keys);
        // One that names none has no field for them.
        this.admissionKeys = admissionKeys == null ? List.of() : distinct(admissionKeys);
    }

    /** Headers name keys by the beginning of their fingerprints; no two of a station's may be alike. */
    private static List<IdentityKey> distinct(List<IdentityKey> keys) {
        Set<String> named = new HashSet<>();
        for (IdentityKey key : keys) {
            if (!named.add(PublicKeys.shortKey(key.fingerprint()))) {
                throw new IllegalArgumentException("the key %s stands there twice".formatted(key.fingerprint()));
            }
        }
        return List.copyOf(keys);
    }

    /** The first one of a station, whose signatures alone count. */
    public static StationIdentity first(IdentityKey key) {
        return new StationIdentity(1, List.of(key), List.of());
    }

    /** The next one, with a key more. */
    public StationIdentity with(IdentityKey key) {
        return new StationIdentity(revision + 1, more(keys, key), admissionKeys);
    }

    /** The next one, with an admission key more. */
    public StationIdentity withAdmissionKey(IdentityKey key) {
        return new StationIdentity(revision + 1, keys, more(admissionKeys, key));
    }

    private static List<IdentityKey> more(List<IdentityKey> keys, IdentityKey key) {
        List<IdentityKey> more = new ArrayList<>(keys);
        more.add(key);
        return more;
    }

    /**
     * The next one, in which the keys of these fingerprints, of either kind, are revoked from a time on; those that were already
     * stay so.
     */
    public StationIdentity revoked(Set<String> fingerprints, Instant from) {
        return new StationIdentity(
                revision + 1, revoked(keys, fingerprints, from), revoked(admissionKeys, fingerprints, from));
    }

    private static List<IdentityKey> revoked(List<IdentityKey> keys, Set<String> fingerprints, Instant from) {
        return keys.stream()
                .map(key -> fingerprints.contains(key.fingerprint())
                                && key.until().filter(from::isAfter).isEmpty()
                        ? key.revoked(from)
                        : key)
                .toList();
    }

    /** The same keys once more, as another registration. */
    public StationIdentity again() {
        return new StationIdentity(revision + 1, keys, admissionKeys);
    }

    /** This one under another number. */
    public StationIdentity as(long number) {
        return new StationIdentity(number, keys, admissionKeys);
    }

    Optional<IdentityKey> named(String shortKey) {
        return named(keys, shortKey);
    }

    Optional<IdentityKey> admissionKeyNamed(String shortKey) {
        return named(admissionKeys, shortKey);
    }

    private static Optional<IdentityKey> named(List<IdentityKey> keys, String shortKey) {
        return keys.stream().filter(key -> key.isNamed(shortKey)).findFirst();
    }

    /** @throws IllegalArgumentException if a key is none of its kind, or has another's fingerprint */
    void requireSound() {
        keys.forEach(key -> key.requireSound(Ed25519.ALGORITHM));
        admissionKeys.forEach(key -> key.requireSound(X25519.ALGORITHM));
    }

    /**
     * Asks that this may take the place of another: it must be a later one, and change nothing of the time before the log
     * took it.
     *
     * @param appendedAt when the log took it
     * @throws NotAuthenticException if it may not
     */
    public void requireAfter(Optional<StationIdentity> before, Instant appendedAt) throws NotAuthenticException {
        if (before.isEmpty()) {
            return;
        }
        if (revision <= before.get().revision()) {
            throw new NotAuthenticException(
                    "The registration is of revision %d, but revision %d came before; it is an earlier one that was copied."
                            .formatted(revision, before.get().revision()));
        }
        if (!heldBefore(appendedAt).equals(before.get().heldBefore(appendedAt))) {
            throw new NotAuthenticException(
                    "The registration would change which keys held before the log took it, at %s; take keys on and revoke them from a slot that is yet to begin."
                            .formatted(appendedAt));
        }
    }

    private Set<IdentityKey.Held> heldBefore(Instant time) {
        return Stream.concat(keys.stream(), admissionKeys.stream())
                .flatMap(key -> key.before(time).stream())
                .collect(Collectors.toSet());
    }
}
