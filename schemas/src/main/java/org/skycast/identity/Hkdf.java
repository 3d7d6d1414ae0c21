package org.skycast.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys out of a shared secret, by HMAC-SHA256 (RFC 5869); the JDK has none before 25. */
final class Hkdf {

    static final String HMAC = "HmacSHA256";

    private static final int DIGEST = 32;

    private Hkdf() {}

    /**
     * 32 bytes: the first block of what the standard expands.
     *
     * @param salt may be empty
     * @param info what the key is for
     */
    static byte[] key(byte[] secret, byte[] salt, byte[] info) {
        byte[] extracted = hmac(salt.length == 0 ? new byte[DIGEST] : salt).doFinal(secret);
        Mac expanding = hmac(extracted);
        expanding.update(info);
        expanding.update((byte) 1);
        return expanding.doFinal();
    }

    /** HMAC-SHA256 with a key, before its first byte. */
    static Mac hmac(byte[] key) {
        try {
            Key of = new SecretKeySpec(key, HMAC);
            Mac mac = Mac.getInstance(HMAC);
            mac.init(of);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }
}
