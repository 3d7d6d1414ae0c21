package org.skycast.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** How public keys are named and written, of whichever kind they are. */
final class PublicKeys {

    /** How many bytes of a fingerprint name a key in a record's header. */
    static final int SHORT = 8;

    private PublicKeys() {}

    /** The sha256 of a public key in X.509 form (DER), in hexadecimal. */
    static String fingerprint(PublicKey key) {
        return HexFormat.of().formatHex(Ed25519.sha256().digest(key.getEncoded()));
    }

    /** The beginning of a key's fingerprint, by which headers name it. */
    static String shortKey(String fingerprint) {
        return fingerprint.substring(0, 2 * SHORT);
    }

    /** A public key in X.509 form (DER), in Base64. */
    static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /**
     * A public key of its text.
     *
     * @param algorithm {@link Ed25519#ALGORITHM} or {@link X25519#ALGORITHM}
     * @throws IllegalArgumentException if the text is no such key
     */
    static PublicKey of(String algorithm, String text) {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("'%s' is no public key of %s".formatted(text, algorithm), e);
        }
    }
}
