package org.skycast.identity;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Signatures of Ed25519 (RFC 8032), by the JDK. */
final class Ed25519 {

    static final String ALGORITHM = "Ed25519";

    /** How many bytes a signature has. */
    static final int SIGNATURE = 64;

    private Ed25519() {}

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(message);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with Ed25519.", e);
        }
    }

    /** Whether the key's owner signed the message; what is no signature at all fits no more than a wrong one. */
    static boolean fits(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
