package org.skycast.identity;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.util.Optional;

/**
 * The private key (X25519) of whoever checks what stations send, with its public key, which their registrations name. Its
 * holder can make whatever any of these stations could, for a MAC tells nothing of which of its two ends made it.
 */
public final class AdmissionKey {

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private AdmissionKey(PrivateKey privateKey) {
        this.privateKey = privateKey;
        this.publicKey = X25519.publicKey(privateKey);
    }

    /** A new one, of these bytes' making. */
    public static AdmissionKey generate(SecureRandom random) {
        var scalar = new byte[X25519.BYTES];
        random.nextBytes(scalar);
        return new AdmissionKey(X25519.privateKey(scalar));
    }

    /**
     * Reads a private key in PKCS#8 form (PEM, not encrypted) that its owner alone may read.
     *
     * @throws org.skycast.settings.SettingsException if there is none, or others may read it
     */
    public static AdmissionKey read(Path pem) {
        return new AdmissionKey(KeyFile.readPrivate(pem, X25519.ALGORITHM));
    }

    /**
     * Writes it where no file is, for its owner alone, and the public key beside it, at the same name with {@code .pub}.
     *
     * @throws org.skycast.settings.SettingsException if a file is there already, or none can be written
     */
    public void write(Path pem) {
        KeyFile.write(pem, privateKey, publicKey);
    }

    /** Its public key. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The sha256 of its public key in X.509 form (DER), in hexadecimal. */
    public String fingerprint() {
        return PublicKeys.fingerprint(publicKey);
    }

    /** The key that it shares with a station; empty if the station's is none that anything can be shared with. */
    Optional<SharedKey> sharedWith(PublicKey stationKey, String station) {
        return SharedKey.of(privateKey, X25519.of((EdECPublicKey) stationKey), station, stationKey, publicKey);
    }
}
