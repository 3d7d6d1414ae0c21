package org.skycast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.trials.replay.Bundles;

class ReplayTrustTest {

    private static final String SHIPPED =
            Path.of("..", "models", "skycast").toAbsolutePath().normalize().toString();

    @TempDir
    Path folder;

    private Bundles bundles(TrustedKeys trusted) {
        Map<String, Object> nowhere =
                Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1");
        return new Bundles(nowhere, folder, trusted, new NowcastMetrics(new SimpleMeterRegistry()));
    }

    @Test
    void whereKeysAreTrustedABundleThatNoneHasSignedIsNotReplayed() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Path pem = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(key)));
        try (Bundles trusting = bundles(TrustedKeys.read(List.of(pem)))) {
            assertThatThrownBy(() -> trusting.choose(SHIPPED, Bundles.LIVE))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("is not signed");
        }
        try (Bundles any = bundles(TrustedKeys.NONE)) {
            assertThat(any.choose(SHIPPED, Bundles.LIVE).candidate().model().id())
                    .isEqualTo("skycast");
        }
    }
}
