package org.skycast.identity;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Whether a record is its station's own. It is decided by the record, the station's keys and when the log took the record,
 * and by nothing else, but for a MAC that needs an admission key which is not held. A batch's signature is checked once and
 * remembered, whichever of its records comes first, so that of the others the path alone is. Safe for use by several threads.
 */
public final class Authenticity {

    /** Batches of records that may come interleaved: some for each of thousands of stations. */
    private static final int BATCHES = 10_000;

    private static final Optional<String> UNSIGNED =
            Optional.of("The record has no signature; set identity at the edge that sends for the station.");

    private final Map<ByteBuffer, Boolean> batches = bounded();
    private final Map<String, PublicKey> keys = bounded();
    private final MacCheck macs;

    /** @param held the admission keys by which MACs can be checked */
    public Authenticity(AdmissionKeys held) {
        this.macs = new MacCheck(held);
    }

    private static <K, V> Map<K, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<K, V>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > BATCHES;
            }
        });
    }

    /**
     * Why a record is not the station's own, in one sentence; empty if it is.
     *
     * @param station the keys of the station that it names
     * @param key of the record: the station's id
     * @param value as it stands on the wire
     * @param appendedAt when the log took it
     */
    public Optional<String> fault(
            StationIdentity station, String topic, String key, byte[] value, Headers headers, Instant appendedAt) {
        Optional<byte[]> mac = IdentityHeaders.value(headers, IdentityHeaders.MAC);
        return mac.isPresent()
                ? macs.fault(mac.get(), station, topic, key, value, appendedAt)
                : IdentityHeaders.value(headers, IdentityHeaders.SIGNATURE)
                        .map(signature -> signatureFault(signature, station, topic, key, value, appendedAt))
                        .orElse(UNSIGNED);
    }

    /**
     * The fingerprint of an admission key that is not held, where the record cannot be judged without it; empty where it can.
     * Whoever must decide as others did asks this first.
     */
    public Optional<String> lacking(StationIdentity station, Headers headers, Instant appendedAt) {
        return macs.lacking(station, headers, appendedAt);
    }

    private Optional<String> signatureFault(
            byte[] header, StationIdentity station, String topic, String key, byte[] value, Instant appendedAt) {
        Optional<RecordSignature> read = RecordSignature.of(header);
        if (read.isEmpty()) {
            return Optional.of("The record's signature cannot be read; is the edge of a later version?");
        }
        RecordSignature signature = read.get();
        Optional<IdentityKey> signer = station.named(signature.key());
        if (signer.isEmpty()) {
            return Optional.of("The record is signed with the key %s, which is not registered for the station."
                    .formatted(signature.key()));
        }
        return signer.get()
                .faultAt(appendedAt, "The record is signed with the key")
                .or(() -> fits(signer.get(), signature, RecordSignature.digest(topic, key, value))
                        ? Optional.empty()
                        : Optional.of(
                                "The signature with the key %s is not this record's: one of both is forged, changed, or copied from elsewhere."
                                        .formatted(signature.key())));
    }

    private static PublicKey publicKey(String text) {
        return PublicKeys.of(Ed25519.ALGORITHM, text);
    }

    private boolean fits(IdentityKey key, RecordSignature signature, byte[] digest) {
        byte[] root = MerkleTree.root(digest, signature.index(), signature.size(), signature.path());
        if (root.length == 0) {
            return false;
        }
        byte[] message = RecordSignature.message(signature.size(), root);
        ByteBuffer batch =
                ByteBuffer.allocate(key.fingerprint().length() + message.length + signature.signature().length);
        batch.put(key.fingerprint().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .put(message)
                .put(signature.signature())
                .flip();
        Boolean known = batches.get(batch);
        if (known == null) {
            known = Ed25519.fits(
                    keys.computeIfAbsent(key.key(), Authenticity::publicKey), message, signature.signature());
            batches.put(batch, known);
        }
        return known;
    }
}
