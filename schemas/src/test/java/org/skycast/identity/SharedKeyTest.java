package org.skycast.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.settings.SettingsException;

/** The key of MACs, step by step, against what the standards print. */
class SharedKeyTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /** A coordinate as the standards print it, its last byte first. */
    private static String coordinate(PublicKey key) {
        var u = ((XECPublicKey) key).getU();
        var text = new StringBuilder();
        for (int i = 0; i < X25519.BYTES; i++) {
            text.append("%02x".formatted(u.shiftRight(8 * i).intValue() & 0xff));
        }
        return text.toString();
    }

    /** RFC 7748, 6.1. */
    @Test
    void sharedSecretIsThatOfTheStandard() {
        PrivateKey alice = X25519.privateKey(hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        PrivateKey bob = X25519.privateKey(hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        assertThat(coordinate(X25519.publicKey(alice)))
                .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        assertThat(coordinate(X25519.publicKey(bob)))
                .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        assertThat(X25519.shared(alice, X25519.publicKey(bob)).orElseThrow())
                .isEqualTo(X25519.shared(bob, X25519.publicKey(alice)).orElseThrow())
                .isEqualTo(hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    }

    /** The example of libsodium's own test of the same map (ed25519_convert). */
    @Test
    void signingKeyIsAKeyOfX25519AsLibsodiumHasIt() throws Exception {
        var seed = (EdECPrivateKey) KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(
                        NamedParameterSpec.ED25519,
                        hex("421151a459faeade3d247115f94aedae42318124095afabe4d1451a559faedee")));
        assertThat(coordinate(X25519.publicKey(X25519.of(seed))))
                .isEqualTo("f1814f0e8ff1043d8a44d25babff3cedcae6c22c3edaa48f857ae70de2baae50");
    }

    /** The private key's way and the public key's lead to the same pair, for whichever key. */
    @Test
    void bothHalvesOfASigningKeyAreHalvesOfOnePair() {
        for (int i = 0; i < 20; i++) {
            SecretKey station = SecretKey.generate(new SecureRandom());
            AdmissionKey admission = AdmissionKey.generate(new SecureRandom());
            byte[] value = {(byte) i};
            assertThat(station.sharedWith(admission.publicKey(), "s")
                            .orElseThrow()
                            .mac("t", "s", value))
                    .isEqualTo(admission
                            .sharedWith(station.publicKey(), "s")
                            .orElseThrow()
                            .mac("t", "s", value));
        }
    }

    /** RFC 5869, A.1 and A.3: the first 32 bytes of what they expand. */
    @Test
    void keyIsDrawnAsTheStandardDoes() {
        byte[] secret = hex("0b".repeat(22));
        assertThat(Hkdf.key(secret, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9")))
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
        assertThat(Hkdf.key(secret, new byte[0], new byte[0]))
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
    }

    @Test
    void eachStationAndEachPairOfKeysHasAKeyOfItsOwn() {
        SecretKey one = SecretKey.generate(new SecureRandom());
        SecretKey other = SecretKey.generate(new SecureRandom());
        PublicKey first = AdmissionKey.generate(new SecureRandom()).publicKey();
        PublicKey second = AdmissionKey.generate(new SecureRandom()).publicKey();
        List<byte[]> macs = List.of(
                one.sharedWith(first, "s").orElseThrow().mac("t", "s", new byte[1]),
                one.sharedWith(first, "r").orElseThrow().mac("t", "s", new byte[1]),
                one.sharedWith(second, "s").orElseThrow().mac("t", "s", new byte[1]),
                other.sharedWith(first, "s").orElseThrow().mac("t", "s", new byte[1]));
        assertThat(macs.stream().map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
    }

    /** With such a point each key shares the same secret: zero, which everybody knows. */
    @Test
    void nothingIsSharedWithAPointOfSmallOrder() throws GeneralSecurityException {
        AdmissionKey admission = AdmissionKey.generate(new SecureRandom());
        for (BigInteger y : List.of(BigInteger.ONE, BigInteger.ZERO)) {
            var point = (EdECPublicKey) KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(false, y)));
            assertThat(admission.sharedWith(point, "s")).isEmpty();
        }
    }

    @Test
    void admissionKeyIsReadAsItWasWrittenAndByItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("admission.pem");
        AdmissionKey made = AdmissionKey.generate(new SecureRandom());
        made.write(file);
        assertThat(AdmissionKey.read(file).publicKey()).isEqualTo(made.publicKey());
        assertThat(KeyFile.readX25519(folder.resolve("admission.pem.pub"))).isEqualTo(made.publicKey());
        assertThatThrownBy(() -> made.write(file)).hasMessageContaining("is there already");
        assertThatThrownBy(() -> SecretKey.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("holds no Ed25519 key under 'BEGIN PRIVATE KEY'");
        assertThatThrownBy(() -> KeyFile.readEd25519(folder.resolve("admission.pem.pub")))
                .hasMessageContaining("holds no Ed25519 key");
        SecretKey.generate(new SecureRandom()).write(folder.resolve("edge.pem"));
        assertThatThrownBy(() -> AdmissionKey.read(folder.resolve("edge.pem")))
                .hasMessageContaining("holds no X25519 key")
                .hasMessageContaining("skycast stations admission-key");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            assertThatThrownBy(() -> AdmissionKey.read(file)).hasMessageContaining("chmod 600 it");
        }
    }
}
