package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.settings.SettingsException;

class StationIdentityTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final SecretKey ADMINISTRATOR = SecretKey.generate(new SecureRandom());

    private static SecretKey key() {
        return SecretKey.generate(new SecureRandom());
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** Whoever has the newest alone decides as all did who had, at its time, the one before: compaction may take the others. */
    @Test
    void theNewestSaysOfThePastWhatEachSaidOfItsOwnTime() throws Exception {
        List<SecretKey> made =
                Stream.generate(StationIdentityTest::key).limit(40).toList();
        List<AdmissionKey> admissions = Stream.generate(() -> AdmissionKey.generate(new SecureRandom()))
                .limit(10)
                .toList();
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            List<SecretKey> keys = new ArrayList<>(List.of(made.get(0)));
            StationIdentity now =
                    StationIdentity.first(IdentityKey.of(keys.get(0).publicKey(), START));
            List<StationIdentity> held = new ArrayList<>();
            for (int minute = 0; minute < 100; minute++) {
                StationIdentity next = now;
                if (random.nextInt(8) == 0 && keys.size() < made.size()) {
                    keys.add(made.get(keys.size()));
                    next = now.with(IdentityKey.of(
                            keys.get(keys.size() - 1).publicKey(), minute(minute - 5 + random.nextInt(20))));
                } else if (random.nextInt(8) == 0 && now.admissionKeys().size() < admissions.size()) {
                    next = now.withAdmissionKey(IdentityKey.of(
                            admissions.get(now.admissionKeys().size()).publicKey(),
                            minute(minute - 5 + random.nextInt(20))));
                } else if (random.nextInt(8) == 0 && !now.admissionKeys().isEmpty()) {
                    String one = now.admissionKeys()
                            .get(random.nextInt(now.admissionKeys().size()))
                            .fingerprint();
                    next = now.revoked(Set.of(one), minute(minute - 5 + random.nextInt(20)));
                } else if (random.nextInt(8) == 0) {
                    String one = keys.get(random.nextInt(keys.size())).fingerprint();
                    next = now.revoked(Set.of(one), minute(minute - 5 + random.nextInt(20)));
                }
                try {
                    next.requireAfter(Optional.of(now), minute(minute));
                    now = next;
                } catch (NotAuthenticException refused) {
                    assertThat(refused.getMessage()).endsWith(".");
                }
                held.add(now);
            }
            for (int minute = 0; minute < 100; minute++) {
                assertThat(holding(now, minute(minute))).isEqualTo(holding(held.get(minute), minute(minute)));
            }
        }
    }

    private static List<String> holding(StationIdentity identity, Instant at) {
        return Stream.concat(identity.keys().stream(), identity.admissionKeys().stream())
                .filter(key -> !at.isBefore(key.from())
                        && key.until().filter(end -> !at.isBefore(end)).isEmpty())
                .map(IdentityKey::fingerprint)
                .sorted()
                .toList();
    }

    @Test
    void whatIsRevokedIsGivenBackByNoLaterRevocation() {
        SecretKey key = key();
        StationIdentity revoked = StationIdentity.first(IdentityKey.of(key.publicKey(), START))
                .revoked(Set.of(key.fingerprint()), minute(10));
        assertThat(revoked.revoked(Set.of(key.fingerprint()), minute(20)).keys())
                .isEqualTo(revoked.keys());
        assertThat(revoked.again().keys()).isEqualTo(revoked.keys());
    }

    @Test
    void aKeyStandsThereOnce() {
        IdentityKey key = IdentityKey.of(key().publicKey(), START);
        assertThatThrownBy(() -> StationIdentity.first(key).with(key)).hasMessageContaining("stands there twice");
        var other = new IdentityKey("a".repeat(64), key.key(), START, Optional.empty());
        assertThat(faultOfSigned(StationIdentity.first(other))).contains("not that of its key");
        IdentityKey admission =
                IdentityKey.of(AdmissionKey.generate(new SecureRandom()).publicKey(), START);
        assertThatThrownBy(() ->
                        StationIdentity.first(key).withAdmissionKey(admission).withAdmissionKey(admission))
                .hasMessageContaining("stands there twice");
        assertThat(faultOfSigned(StationIdentity.first(key).withAdmissionKey(key)))
                .contains("no public key of X25519");
        assertThat(faultOfSigned(StationIdentity.first(admission))).contains("no public key of Ed25519");
    }

    private static String faultOfSigned(StationIdentity identity) {
        Headers headers = SignedRegistration.headers(ADMINISTRATOR, "t", "s", new byte[0], identity);
        return catchThrowableOfType(
                        NotAuthenticException.class,
                        () -> Administrators.of(ADMINISTRATOR.publicKey()).identity("t", "s", new byte[0], headers))
                .getMessage();
    }

    /** As an administrator wrote it who knew of none. */
    @Test
    void registrationThatNamesNoAdmissionKeysIsReadAsEver() throws Exception {
        StationIdentity identity = StationIdentity.first(IdentityKey.of(key().publicKey(), START));
        String json = """
                {"revision":1,"keys":[{"fingerprint":"%s","key":"%s","from":"%s","until":null}]}""".formatted(
                identity.keys().get(0).fingerprint(), identity.keys().get(0).key(), START);
        assertThat(SignedRegistration.statement(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(identity);
    }

    @Test
    void registrationIsReadAsItWasSignedAndByThoseAloneWhoAreTrusted() throws Exception {
        SecretKey first = key();
        StationIdentity identity = StationIdentity.first(IdentityKey.of(first.publicKey(), START))
                .with(IdentityKey.of(key().publicKey(), minute(10)))
                .withAdmissionKey(
                        IdentityKey.of(AdmissionKey.generate(new SecureRandom()).publicKey(), minute(10)))
                .revoked(Set.of(first.fingerprint()), minute(20));
        byte[] value = {1, 2, 3};
        Headers headers = SignedRegistration.headers(ADMINISTRATOR, "t", "s", value, identity);
        var trusted = Administrators.of(ADMINISTRATOR.publicKey());
        assertThat(trusted.identity("t", "s", value, headers)).isEqualTo(identity);
        assertThatThrownBy(() -> trusted.identity("u", "s", value, headers)).hasMessageContaining("does not fit it");
        assertThatThrownBy(() -> trusted.identity("t", "r", value, headers)).hasMessageContaining("does not fit it");
        assertThatThrownBy(() -> trusted.identity("t", "s", new byte[] {1, 2}, headers))
                .hasMessageContaining("does not fit it");
        assertThatThrownBy(() -> Administrators.of(key().publicKey()).identity("t", "s", value, headers))
                .isInstanceOf(NotAuthenticException.class)
                .hasMessageContaining("none of the administrators'");
        headers.remove(IdentityHeaders.ADMINISTRATOR);
        assertThatThrownBy(() -> trusted.identity("t", "s", value, headers))
                .hasMessageContaining("no administrator's signature");
    }

    @Test
    void keysAreReadAsTheyWereWrittenAndByTheirOwnerAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("station.pem");
        SecretKey made = key();
        made.write(file);
        assertThat(SecretKey.read(file).fingerprint()).isEqualTo(made.fingerprint());
        assertThat(SecretKey.read(file).sign(new byte[] {1})).isEqualTo(made.sign(new byte[] {1}));
        assertThat(KeyFile.readEd25519(folder.resolve("station.pem.pub"))).isEqualTo(made.publicKey());
        assertThatThrownBy(() -> made.write(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> SecretKey.read(folder.resolve("station.pem.pub")))
                .hasMessageContaining("holds no Ed25519 key under 'BEGIN PRIVATE KEY'");
        assertThatThrownBy(() -> KeyFile.readEd25519(file))
                .hasMessageContaining("holds no Ed25519 key under 'BEGIN PUBLIC KEY'");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
            assertThatThrownBy(() -> SecretKey.read(file)).hasMessageContaining("chmod 600 it");
        }
    }

    /** The first of RFC 8032's own examples (7.1): an empty message. */
    @Test
    void signaturesAreThoseOfTheStandard(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("k.pem"),
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(java.util.HexFormat.of().formatHex(SecretKey.read(file).sign(new byte[0])))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        assertThatCode(() -> SecretKey.read(file)).doesNotThrowAnyException();
    }
}
