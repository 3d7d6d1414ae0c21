package org.skycast.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.inference.BundleException;

class BundleSignatureTest {

    @TempDir
    Path folder;

    private BundleCopy copy;

    @BeforeEach
    void copyBundle() throws Exception {
        copy = BundleCopy.in(folder.resolve("copy"));
    }

    /** A key pair in two files; the private one's name is given, the public one has {@code .pub} to it. */
    private Path keys(String name) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path file = folder.resolve(name);
        Files.writeString(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(publicOf(file), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        return file;
    }

    private static Path publicOf(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
    }

    private ModelBundle bundle() {
        return ModelBundle.load(copy.directory());
    }

    @Test
    void signedBundleIsTrustedAlsoAfterItHasTravelled() throws Exception {
        Path mine = keys("mine");
        SigningKey key = SigningKey.read(mine);
        key.sign(bundle());
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(keys("other")), publicOf(mine)));
        assertThat(trusted.require(bundle())).isEqualTo("signed with the trusted key " + key.fingerprint());
        BundleArchive.unpack(BundleArchive.pack(bundle()), folder.resolve("out"));
        assertThat(trusted.require(ModelBundle.load(folder.resolve("out")))).contains(key.fingerprint());
    }

    @Test
    void withoutTrustedKeysNothingIsAsked() throws Exception {
        assertThat(TrustedKeys.NONE.require(bundle())).isEqualTo("not signed, and no key is asked for");
        SigningKey.read(keys("mine")).sign(bundle());
        assertThat(TrustedKeys.NONE.require(bundle())).contains("which was not checked");
    }

    @Test
    void noNetworkIsOpenedBeforeTheSignatureIsKnownToFit() throws Exception {
        // What no native parser could read is not even tried.
        copy.write("forecaster.onnx", "no network".getBytes(StandardCharsets.UTF_8));
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(keys("mine"))));
        assertThatThrownBy(() -> ModelBundle.load(copy.directory(), trusted::require))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("is not signed");
        assertThatThrownBy(() -> ModelBundle.load(copy.directory()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("no ONNX file");
    }

    @Test
    void unsignedBundleIsRefused() throws Exception {
        Path mine = keys("mine");
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(mine)));
        assertThatThrownBy(() -> trusted.require(bundle()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("is not signed")
                .hasMessageContaining(SigningKey.read(mine).fingerprint());
    }

    @Test
    void keyThatIsNotTrustedIsNamed() throws Exception {
        SigningKey other = SigningKey.read(keys("other"));
        other.sign(bundle());
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(keys("mine"))));
        assertThatThrownBy(() -> trusted.require(bundle()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("is signed with the key " + other.fingerprint())
                .hasMessageContaining("none of the trusted keys");
    }

    @Test
    void manifestThatWasChangedAfterwardsIsRefused() throws Exception {
        Path mine = keys("mine");
        SigningKey.read(mine).sign(bundle());
        copy.write("golden.json", copy.read("golden.json"));
        copy.write("forecaster.onnx", copy.read("forecaster.onnx"));
        Files.writeString(
                copy.directory().resolve("manifest.json"),
                new String(copy.read("manifest.json"), java.nio.charset.StandardCharsets.UTF_8) + " ");
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(mine)));
        assertThatThrownBy(() -> trusted.require(bundle()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("does not fit its manifest");
    }

    @Test
    void signatureUnderATrustedKeysNameIsRefused() throws Exception {
        Path mine = keys("mine");
        SigningKey.read(keys("other")).sign(bundle());
        Path file = copy.directory().resolve("manifest.sig");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "\"key\" : \"[0-9a-f]+\"",
                                "\"key\" : \"%s\""
                                        .formatted(SigningKey.read(mine).fingerprint())));
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(mine)));
        assertThatThrownBy(() -> trusted.require(bundle())).hasMessageContaining("does not fit its manifest");
    }

    @Test
    void whatIsNoSignatureOrNoKeyIsOneSentence() throws Exception {
        Path mine = keys("mine");
        TrustedKeys trusted = TrustedKeys.read(List.of(publicOf(mine)));
        Files.writeString(copy.directory().resolve("manifest.sig"), "{}");
        assertThatThrownBy(() -> trusted.require(bundle()))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("is no signature");
        for (Path wrong : List.of(publicOf(mine), folder.resolve("absent"), keysOf("RSA"), text("no key"))) {
            assertThatThrownBy(() -> SigningKey.read(wrong))
                    .as(wrong.toString())
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining(wrong.toString());
        }
        assertThatThrownBy(() -> TrustedKeys.read(List.of(mine)))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("BEGIN PUBLIC KEY");
    }

    private Path keysOf(String algorithm) throws Exception {
        byte[] der = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return Files.writeString(folder.resolve(algorithm), pem("PRIVATE KEY", der));
    }

    private Path text(String text) throws IOException {
        return Files.writeString(folder.resolve("text"), text);
    }

    @Test
    void keysOfOpensslWork() throws Exception {
        boolean present = runs("openssl", "version");
        if (!present) {
            System.out.println("SKIPPED keysOfOpensslWork: there is no openssl on this machine.");
        }
        assumeThat(present).isTrue();
        Path key = folder.resolve("key.pem");
        assertThat(runs("openssl", "genpkey", "-algorithm", "ed25519", "-out", key.toString()))
                .isTrue();
        assertThat(runs(
                        "openssl",
                        "pkey",
                        "-in",
                        key.toString(),
                        "-pubout",
                        "-out",
                        publicOf(key).toString()))
                .isTrue();
        SigningKey signing = SigningKey.read(key);
        signing.sign(bundle());
        assertThat(TrustedKeys.read(List.of(publicOf(key))).require(bundle())).contains(signing.fingerprint());
    }

    private static boolean runs(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
