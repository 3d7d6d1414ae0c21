package org.skycast.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/** A private key that signs, an edge's or an administrator's, with its public key. */
public final class SecretKey {

    private final EdECPrivateKey privateKey;
    private final PublicKey publicKey;

    private SecretKey(EdECPrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new one, of these bytes' making. */
    public static SecretKey generate(SecureRandom random) {
        try {
            var pairs = KeyPairGenerator.getInstance(Ed25519.ALGORITHM);
            pairs.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = pairs.generateKeyPair();
            return new SecretKey((EdECPrivateKey) pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make a key of Ed25519.", e);
        }
    }

    /**
     * Reads a private key in PKCS#8 form (PEM, not encrypted) that its owner alone may read.
     *
     * @throws org.skycast.settings.SettingsException if there is none, or others may read it
     */
    public static SecretKey read(Path pem) {
        var key = (EdECPrivateKey) KeyFile.readPrivate(pem, Ed25519.ALGORITHM);
        byte[] seed = key.getBytes().orElseThrow();
        // The JDK has no call for the public key of a private one, but a key pair is made of 32 random bytes, which
        // are the private key: RFC 8032, 5.1.5.
        return new SecretKey(key, generate(new Given(seed)).publicKey);
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

    byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }

    /** The key that a station shares with the holder of an admission key; empty if nothing can be shared with that. */
    Optional<SharedKey> sharedWith(PublicKey admissionKey, String station) {
        return SharedKey.of(X25519.of(privateKey), admissionKey, station, publicKey, admissionKey);
    }

    /** Gives bytes that are known. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
