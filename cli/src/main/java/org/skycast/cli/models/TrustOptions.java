package org.skycast.cli.models;

import java.nio.file.Path;
import java.util.List;
import org.skycast.inference.bundle.TrustedKeys;
import picocli.CommandLine.Option;

/** The option of every command that checks signatures. */
public final class TrustOptions {

    @Option(
            names = "--trusted-key",
            paramLabel = "PEM",
            description = "A public key (Ed25519) that may have signed the bundle; may be given several times.")
    private List<Path> trustedKeys = List.of();

    /** @throws org.skycast.inference.BundleException naming a file that holds no key */
    public TrustedKeys keys() {
        return TrustedKeys.read(trustedKeys);
    }
}
