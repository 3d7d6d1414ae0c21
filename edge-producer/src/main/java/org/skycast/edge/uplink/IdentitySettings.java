package org.skycast.edge.uplink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.identity.KeyFile;
import org.skycast.identity.SecretKey;

/**
 * How stations prove that what is sent for them is their own.
 *
 * @param mode whether they do
 * @param key the file of the private key (PEM) that signs for all stations of this edge
 * @param admissionKey the file of the public key (PEM) of whoever checks; with it records carry MACs and no signatures
 */
public record IdentitySettings(
        @JsonPropertyDescription(
                "With signed, all that is sent carries a signature, and an administrator registers the stations.")
        Mode mode,

        @JsonPropertyDescription("The file of the private key (PEM, Ed25519), which its owner alone may read.")
        Optional<Path> key,

        @JsonPropertyDescription(
                "The file of the topology's public admission key (PEM, X25519); with it each record carries a MAC in the place of a signature.")
        Optional<Path> admissionKey) {

    /** Whether what is sent is signed. */
    public enum Mode {
        /** The broker's access control lists are all there is. */
        unsigned,
        /** Each record carries a signature, or a MAC in its place. */
        signed
    }

    /** Nothing is signed. */
    public static final IdentitySettings UNSIGNED =
            new IdentitySettings(Mode.unsigned, Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if what is sent is to be signed, and no key is named */
    public IdentitySettings(@Nullable Mode mode, @Nullable Optional<Path> key, @Nullable Optional<Path> admissionKey) {
        this.mode = mode == null ? Mode.unsigned : mode;
        this.key = key == null ? Optional.empty() : key;
        this.admissionKey = admissionKey == null ? Optional.empty() : admissionKey;
        if (this.mode == Mode.signed && this.key.isEmpty()) {
            throw new IllegalArgumentException(
                    "identity is signed, but names no key; make one with skycast edge identity new.");
        }
    }

    /** The same with files that are relative to a folder. */
    public IdentitySettings relativeTo(Path folder) {
        return new IdentitySettings(
                mode,
                key.map(file -> folder.resolve(file).normalize()),
                admissionKey.map(file -> folder.resolve(file).normalize()));
    }

    /**
     * What proves whose records are, if anything does.
     *
     * @throws org.skycast.settings.SettingsException if a file holds no key, or others may read the private one
     */
    public Optional<RecordProof> proof() {
        return mode == Mode.signed ? key.map(this::proof) : Optional.empty();
    }

    private RecordProof proof(Path pem) {
        SecretKey secret = SecretKey.read(pem);
        return admissionKey
                .map(file -> RecordProof.macs(secret, KeyFile.readX25519(file)))
                .orElseGet(() -> RecordProof.signatures(secret));
    }
}
