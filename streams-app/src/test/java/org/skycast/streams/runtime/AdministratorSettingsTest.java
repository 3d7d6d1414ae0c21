package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.identity.AdmissionKey;
import org.skycast.identity.SecretKey;
import org.skycast.settings.SettingsException;

class AdministratorSettingsTest {

    @TempDir
    Path folder;

    private static NowcastConfig read(String yaml) {
        return NowcastConfig.read(yaml, "of the test", Map.of());
    }

    @Test
    void nobodyIsAskedToSignUnlessItIsSaid() {
        assertThat(read("{}").identity().policy()).isEmpty();
    }

    @Test
    void admissionKeysAreReadWithThem() {
        SecretKey.generate(new SecureRandom()).write(folder.resolve("a.pem"));
        AdmissionKey.generate(new SecureRandom()).write(folder.resolve("b.pem"));
        String named = "{ identity: { mode: signed, administrators: \"%s\", admissionKeys: \"%s\" } }";
        assertThat(read(named.formatted(folder.resolve("a.pem.pub"), folder.resolve("b.pem")))
                        .identity()
                        .policy())
                .isPresent();
        NowcastConfig wrong = read(named.formatted(folder.resolve("a.pem.pub"), folder.resolve("b.pem.pub")));
        assertThatThrownBy(() -> wrong.identity().policy())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("holds no X25519 key under 'BEGIN PRIVATE KEY'");
    }

    @Test
    void whoAsksForSignaturesNamesAdministratorsAndHasTheBrokersClock() {
        SecretKey administrator = SecretKey.generate(new SecureRandom());
        administrator.write(folder.resolve("a.pem"));
        String named = "{ identity: { mode: signed, administrators: \"%s\" } }".formatted(folder.resolve("a.pem.pub"));
        assertThat(read(named)
                        .identity()
                        .policy()
                        .orElseThrow()
                        .administrators()
                        .fingerprints())
                .containsExactly(administrator.fingerprint());
        assertThatThrownBy(() -> read("{ identity: { mode: signed } }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("identity is signed, but names no administrators");
        assertThatThrownBy(() -> read("{ logTime: CreateTime, " + named.substring(1)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a sender would choose the time by which keys hold");
        String missing = "{ identity: { mode: signed, administrators: [nowhere.pub] } }";
        assertThatThrownBy(() -> read(missing).identity().policy())
                .hasMessageContaining("nowhere.pub cannot be read; name a file that is there");
    }
}
