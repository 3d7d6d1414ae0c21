package org.skycast.edge.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.uplink.IdentitySettings;
import org.skycast.edge.uplink.IdentitySettings.Mode;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.SecretKey;

class IdentityProbeTest {

    @TempDir
    Path folder;

    private final SecretKey key = SecretKey.generate(new SecureRandom());

    @Test
    void saysWhichKeySigns() throws Exception {
        Path file = folder.resolve("edge.pem");
        key.write(file);
        var settings = new IdentitySettings(Mode.signed, Optional.of(Path.of("edge.pem")), Optional.empty())
                .relativeTo(folder);
        var probe = new IdentityProbe(settings);
        assertThat(probe.look(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        CheckFinding.Ok.class, ok -> assertThat(ok.toString()).contains(key.fingerprint()));
        Files.delete(file);
        assertThatThrownBy(() -> probe.look(Duration.ofSeconds(1))).hasMessageContaining("name a file that is there");
    }

    @Test
    void saysForWhichAdmissionKeyRecordsCarryMacs() {
        AdmissionKey admission = AdmissionKey.generate(new SecureRandom());
        key.write(folder.resolve("edge.pem"));
        admission.write(folder.resolve("admission.pem"));
        var settings = new IdentitySettings(
                        Mode.signed, Optional.of(Path.of("edge.pem")), Optional.of(Path.of("admission.pem.pub")))
                .relativeTo(folder);
        assertThat(new IdentityProbe(settings).look(Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        CheckFinding.Ok.class,
                        ok -> assertThat(ok.toString()).contains(key.fingerprint(), admission.fingerprint()));
        var wrong = new IdentitySettings(
                        Mode.signed, Optional.of(Path.of("edge.pem")), Optional.of(Path.of("edge.pem.pub")))
                .relativeTo(folder);
        assertThatThrownBy(() -> new IdentityProbe(wrong).look(Duration.ofSeconds(1)))
                .hasMessageContaining("holds no X25519 key under 'BEGIN PUBLIC KEY'");
    }

    @Test
    void whoSignsNamesAKey() {
        assertThat(IdentitySettings.UNSIGNED.proof()).isEmpty();
        assertThatThrownBy(() -> new IdentitySettings(Mode.signed, Optional.empty(), Optional.empty()))
                .hasMessage("identity is signed, but names no key; make one with skycast edge identity new.");
    }
}
