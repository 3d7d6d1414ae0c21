package org.skycast.inference.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.skycast.inference.BundleException;

/**
 * {@code manifest.sig}: an Ed25519 signature (RFC 8032) over the bytes of the manifest, which names the sha256 of every
 * file that is run. The model card and other files beside them, which nobody runs, are not signed.
 *
 * @param algorithm {@code Ed25519}
 * @param key the sha256 of the public key in X.509 form (DER), in hexadecimal
 * @param signature 64 bytes, in Base64
 */
record BundleSignature(
        @JsonProperty(required = true) String algorithm,
        @JsonProperty(required = true) String key,
        @JsonProperty(required = true) String signature) {

    static final String FILE = "manifest.sig";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Signs a manifest.
     *
     * @param publicKey that belongs to {@code privateKey}
     */
    static BundleSignature of(byte[] manifest, PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        Signature signing = Signature.getInstance(SigningKey.ALGORITHM);
        signing.initSign(privateKey);
        signing.update(manifest);
        return new BundleSignature(
                SigningKey.ALGORITHM,
                SigningKey.fingerprint(publicKey),
                Base64.getEncoder().encodeToString(signing.sign()));
    }

    /**
     * The signature beside a bundle's manifest, if there is one.
     *
     * @throws BundleException if there is a file that is no signature
     */
    static Optional<BundleSignature> in(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), BundleSignature.class));
        } catch (JsonProcessingException e) {
            throw new BundleException("%s is no signature: %s.".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new BundleException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** Whether {@code publicKey} made it over {@code manifest}. */
    boolean fits(byte[] manifest, PublicKey publicKey) {
        try {
            Signature check = Signature.getInstance(SigningKey.ALGORITHM);
            check.initVerify(publicKey);
            check.update(manifest);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // No signature at all fits no more than a wrong one.
            return false;
        }
    }

    void writeTo(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
