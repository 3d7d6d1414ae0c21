package org.skycast.identity;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Whether a record's MAC is its station's. The key of a station and an admission key is worked out once and remembered, for
 * that takes as long as hundreds of MACs. Safe for use by several threads.
 */
final class MacCheck {

    /** So many are remembered, some hundred bytes each; with more stations those that came last. */
    private static final int SHARED = 100_000;

    private final AdmissionKeys held;
    private final Map<Pair, Optional<SharedKey>> shared =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Pair, Optional<SharedKey>> eldest) {
                    return size() > SHARED;
                }
            });

    MacCheck(AdmissionKeys held) {
        this.held = held;
    }

    /** Who shares a key, by the fingerprints of both. */
    private record Pair(String station, String key, String admissionKey) {}

    /** Why the record's MAC is not the station's, in one sentence; empty if it is. */
    Optional<String> fault(
            byte[] header, StationIdentity station, String topic, String key, byte[] value, Instant appendedAt) {
        Optional<RecordMac> read = RecordMac.of(header);
        if (read.isEmpty()) {
            return Optional.of("The record's MAC cannot be read; is the edge of a later version?");
        }
        RecordMac mac = read.get();
        Optional<IdentityKey> maker = station.named(mac.key());
        if (maker.isEmpty()) {
            return Optional.of("The record's MAC is made with the key %s, which is not registered for the station."
                    .formatted(mac.key()));
        }
        Optional<IdentityKey> admission = station.admissionKeyNamed(mac.admissionKey());
        if (admission.isEmpty()) {
            return Optional.of(
                    "The record's MAC is made for the admission key %s, which the station's registration does not name."
                            .formatted(mac.admissionKey()));
        }
        return maker.get()
                .faultAt(appendedAt, "The record's MAC is made with the key")
                .or(() -> admission.get().faultAt(appendedAt, "The record's MAC is made for the admission key"))
                .or(() -> faultOf(mac, maker.get(), admission.get(), topic, key, value));
    }

    private Optional<String> faultOf(
            RecordMac mac, IdentityKey maker, IdentityKey admission, String topic, String key, byte[] value) {
        Optional<AdmissionKey> own = held.of(admission.fingerprint());
        if (own.isEmpty()) {
            return Optional.of(
                    "The record's MAC is made for the admission key %s, whose private key is not here; name its file where administrators are named."
                            .formatted(admission.fingerprint()));
        }
        boolean fits = shared.computeIfAbsent(
                        new Pair(key, maker.fingerprint(), admission.fingerprint()),
                        pair -> share(own.get(), maker, key))
                .filter(with -> MessageDigest.isEqual(with.mac(topic, key, value), mac.mac()))
                .isPresent();
        return fits
                ? Optional.empty()
                : Optional.of(
                        "The MAC with the key %s is not this record's: one of both is forged, changed, or copied from elsewhere."
                                .formatted(mac.key()));
    }

    private static Optional<SharedKey> share(AdmissionKey own, IdentityKey maker, String station) {
        PublicKey stationKey = PublicKeys.of(Ed25519.ALGORITHM, maker.key());
        return own.sharedWith(stationKey, station);
    }

    /** The fingerprint of an admission key that it takes to judge a record and that is not held, if there is one. */
    Optional<String> lacking(StationIdentity station, Headers headers, Instant appendedAt) {
        return IdentityHeaders.value(headers, IdentityHeaders.MAC)
                .flatMap(RecordMac::of)
                .filter(mac -> station.named(mac.key())
                        .filter(key -> key.faultAt(appendedAt, "").isEmpty())
                        .isPresent())
                .flatMap(mac -> station.admissionKeyNamed(mac.admissionKey()))
                .filter(key -> key.faultAt(appendedAt, "").isEmpty())
                .map(IdentityKey::fingerprint)
                .filter(fingerprint -> held.of(fingerprint).isEmpty());
    }
}
