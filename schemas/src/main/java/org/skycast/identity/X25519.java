package org.skycast.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** Secrets that two keys share by X25519 (RFC 7748), by the JDK; and a key pair of Ed25519 as one of X25519. */
final class X25519 {

    static final String ALGORITHM = "X25519";

    /** How many bytes a private key, a coordinate and a shared secret have. */
    static final int BYTES = 32;

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private X25519() {}

    /** What both owners come to, 32 bytes; empty if the other's is a point that gives each key the same (RFC 7748, 6.1). */
    static Optional<byte[]> shared(PrivateKey own, PublicKey other) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(own);
            agreement.doPhase(other, true);
            return Optional.of(agreement.generateSecret());
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    /** The public key of a private one: what it makes of the base point (RFC 7748, 6.1). */
    static PublicKey publicKey(PrivateKey key) {
        byte[] u = shared(key, point(BigInteger.valueOf(9))).orElseThrow();
        return point(new BigInteger(1, reversed(u)));
    }

    /** A station's private key as one of X25519: the half of its seed's sha512 that is its scalar (RFC 8032, 5.1.5). */
    static PrivateKey of(EdECPrivateKey key) {
        try {
            byte[] seed = key.getBytes().orElseThrow();
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(seed);
            return privateKey(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    /** A station's public key as one of X25519: u = (1 + y) / (1 - y), the map of RFC 7748, 4.1. */
    static PublicKey of(EdECPublicKey key) {
        BigInteger y = key.getPoint().getY();
        BigInteger below = BigInteger.ONE.subtract(y).mod(PRIME);
        // Of the one point without a quotient the map says 0, which no key shares a secret with.
        BigInteger u = below.signum() == 0
                ? BigInteger.ZERO
                : BigInteger.ONE.add(y).multiply(below.modInverse(PRIME)).mod(PRIME);
        return point(u);
    }

    /** @param scalar 32 bytes; the bits that the standard sets are set in its use */
    static PrivateKey privateKey(byte[] scalar) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    private static PublicKey point(BigInteger u) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u));
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    /** Coordinates are written with their last byte first. */
    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static IllegalStateException unable(GeneralSecurityException cause) {
        return new IllegalStateException("This Java cannot do with X25519 what each must from 11 on.", cause);
    }
}
