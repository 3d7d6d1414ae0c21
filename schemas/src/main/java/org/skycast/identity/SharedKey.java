package org.skycast.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * What a station and the holder of an admission key share and nobody else has: the key of HMAC-SHA256, drawn by HKDF from
 * the secret of X25519, the station's id and both public keys. Safe for use by several threads.
 */
final class SharedKey {

    private static final byte[] CONTEXT = "skycast mac 1\n".getBytes(StandardCharsets.US_ASCII);

    /** With its key, and never given a byte: what is computed is by a copy. */
    private final Mac keyed;

    private SharedKey(Mac keyed) {
        this.keyed = keyed;
    }

    /**
     * The key that two keys share for a station; empty if the other's is none that anything can be shared with.
     *
     * @param own the private key of one of them, of X25519
     * @param other the public key of the other, of X25519
     * @param stationKey the station's public key as it is registered, of Ed25519
     * @param admissionKey the public key of whoever checks, of X25519
     */
    static Optional<SharedKey> of(
            PrivateKey own, PublicKey other, String station, PublicKey stationKey, PublicKey admissionKey) {
        return X25519.shared(own, other)
                .map(secret -> new SharedKey(
                        Hkdf.hmac(Hkdf.key(secret, new byte[0], purpose(station, stationKey, admissionKey)))));
    }

    private static byte[] purpose(String station, PublicKey stationKey, PublicKey admissionKey) {
        var purpose = new ByteArrayOutputStream();
        purpose.writeBytes(CONTEXT);
        for (byte[] part : new byte[][] {
            station.getBytes(StandardCharsets.UTF_8), stationKey.getEncoded(), admissionKey.getEncoded()
        }) {
            purpose.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            purpose.writeBytes(part);
        }
        return purpose.toByteArray();
    }

    /** The MAC of a record: over the bytes whose digest a signature is over. */
    byte[] mac(String topic, String key, byte[] value) {
        try {
            Mac mac = (Mac) keyed.clone();
            RecordSignature.covered(mac::update, topic, key, value);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The HmacSHA256 of this Java cannot be copied.", e);
        }
    }
}
