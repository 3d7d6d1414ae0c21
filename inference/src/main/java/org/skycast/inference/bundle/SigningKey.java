package org.skycast.inference.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.digest.Sha256;

/** An Ed25519 key that signs bundles, as {@code openssl genpkey -algorithm ed25519} writes it. */
public final class SigningKey {

    static final String ALGORITHM = "Ed25519";

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads a private key in PKCS#8 form (PEM, not encrypted).
     *
     * @throws BundleException if there is none
     */
    public static SigningKey read(Path pem) {
        byte[] der = der(pem, "PRIVATE KEY");
        try {
            var key = (EdECPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            byte[] seed = key.getBytes().orElseThrow();
            // The JDK has no call for the public key of a private one, but a key pair is made of 32 random bytes,
            // which are the private key: RFC 8032, 5.1.5.
            var pairs = KeyPairGenerator.getInstance(ALGORITHM);
            pairs.initialize(NamedParameterSpec.ED25519, new Given(seed));
            return new SigningKey(key, pairs.generateKeyPair().getPublic());
        } catch (GeneralSecurityException | ClassCastException e) {
            throw unusable(pem, "PRIVATE KEY", e);
        }
    }

    /** Signs a bundle: writes {@code manifest.sig} beside its manifest. */
    public void sign(ModelBundle bundle) {
        try {
            BundleSignature.of(bundle.manifestBytes(), privateKey, publicKey).writeTo(bundle.directory());
        } catch (GeneralSecurityException | IOException e) {
            throw new BundleException(
                    "The bundle at %s cannot be signed: %s.".formatted(bundle.directory(), e.getMessage()), e);
        }
    }

    /** The sha256 of its public key in X.509 form (DER), in hexadecimal. */
    public String fingerprint() {
        return fingerprint(publicKey);
    }

    static String fingerprint(PublicKey key) {
        return Sha256.of(key.getEncoded());
    }

    /** Reads a public key in X.509 form (PEM). */
    static PublicKey readPublic(Path pem) {
        byte[] der = der(pem, "PUBLIC KEY");
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw unusable(pem, "PUBLIC KEY", e);
        }
    }

    private static byte[] der(Path pem, String kind) {
        try {
            Matcher found = PEM.matcher(Files.readString(pem));
            if (found.find() && found.group(1).equals(kind)) {
                return Base64.getMimeDecoder().decode(found.group(2).strip());
            }
            throw unusable(pem, kind, null);
        } catch (IOException e) {
            throw new BundleException("The key %s cannot be read; name a file that is there.".formatted(pem), e);
        } catch (IllegalArgumentException e) {
            throw unusable(pem, kind, e);
        }
    }

    private static BundleException unusable(Path pem, String kind, @Nullable Exception cause) {
        String sentence = "%s holds no Ed25519 key under 'BEGIN %s'; make one with openssl genpkey -algorithm ed25519."
                .formatted(pem, kind);
        return cause == null ? new BundleException(sentence) : new BundleException(sentence, cause);
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
