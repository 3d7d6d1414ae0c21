package org.skycast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code skycast replay} asks who signed a bundle before it runs it, where it is told whom to trust. */
@Timeout(120)
class ReplayTrustTest {

    private static final String SHIPPED =
            Path.of("..", "models", "skycast").toAbsolutePath().normalize().toString();

    @TempDir
    Path folder;

    private record Ran(int code, String err) {}

    /** Runs the command against a broker that is not there. */
    private Ran replay(String... more) throws IOException {
        Path clients = Files.writeString(
                folder.resolve("clients.properties"), "default.api.timeout.ms=1000\nrequest.timeout.ms=500\n");
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--bootstrap-server",
                "127.0.0.1:1",
                "--registry",
                "http://127.0.0.1:1",
                "--command-config",
                clients.toString(),
                "--from",
                "2026-06-01T00:00:00Z",
                "--to",
                "2026-06-02T00:00:00Z",
                "--report",
                folder.resolve("report").toString(),
                "--model",
                SHIPPED));
        arguments.addAll(List.of(more));
        var err = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = Skycast.run(arguments.toArray(String[]::new));
            return new Ran(code, err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    private String somebodysKey() throws IOException, GeneralSecurityException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        return Files.writeString(
                        folder.resolve("key.pem"),
                        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                                .formatted(Base64.getMimeEncoder().encodeToString(key)))
                .toString();
    }

    @Test
    void whereKeysAreTrustedABundleThatNoneHasSignedIsNotReplayed() throws Exception {
        Ran ran = replay("--trusted-key", somebodysKey());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().strip()).contains("is not signed").doesNotContain("\n");
    }

    @Test
    void whereNoneIsTrustedItGoesOnToTheBroker() throws Exception {
        Ran ran = replay();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("broker").doesNotContain("is not signed");
    }
}
