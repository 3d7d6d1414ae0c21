package org.skycast.streams.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.PublishedBundle;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.SigningKey;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundleCache.Found;
import org.skycast.streams.rollout.BundleCache.Refused;

class BundleCacheTest {

    private static final ModelBundle SHIPPED = ModelBundle.load(Path.of("..", "models", "skycast"));
    private static final String SHA256 = SHIPPED.model().sha256();

    @TempDir
    Path folder;

    private final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    private final ModelsLog log = new ModelsLog();
    private final List<String> told = new ArrayList<>();

    private BundleCache cache() {
        return cache(TrustedKeys.NONE);
    }

    private BundleCache cache(TrustedKeys trusted) {
        return new BundleCache(log.reader(), folder.resolve("bundles"), trusted, metrics, told::add);
    }

    private long refusals() {
        return metrics.counts().getOrDefault("skycast.bundles.refused", 0L);
    }

    private static String sentence(BundleCache.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).sentence();
    }

    private Path copy() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(SHIPPED.directory())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void publishedBundleIsFoundOnceAndKept() {
        log.publish(ModelsLog.record(SHIPPED));
        ModelBundle found;
        try (BundleCache cache = cache()) {
            found = ((Found) cache.find(SHA256)).bundle();
            assertThat(found.model()).isEqualTo(SHIPPED.model());
            assertThat(cache.find(SHA256)).isEqualTo(new Found(found));
        }
        log.answers(false);
        try (BundleCache again = cache()) {
            assertThat(((Found) again.find(SHA256)).bundle().directory())
                    .as("on the disk, where no broker is asked")
                    .isEqualTo(found.directory());
        }
        assertThat(refusals()).isZero();
    }

    @Test
    void bundleThatIsPublishedLaterIsFoundThenAndOnlyWhatIsNewIsRead() {
        try (BundleCache cache = cache()) {
            for (int i = 0; i < 20; i++) {
                log.append("%064x".formatted(i), new byte[3]);
            }
            String sentence = sentence(cache.find(SHA256));
            assertThat(sentence)
                    .isEqualTo("The bundle %s is not in skycast.models; publish it with 'skycast models publish'."
                            .formatted(SHA256));
            assertThat(sentence(cache.find(SHA256))).isEqualTo(sentence);
            assertThat(log.polled()).isEqualTo(20);
            log.publish(ModelsLog.record(SHIPPED));
            assertThat(cache.find(SHA256)).isInstanceOf(Found.class);
            assertThat(log.polled()).isEqualTo(22);
        }
        assertThat(refusals()).isEqualTo(1);
    }

    @Test
    void changedArchiveIsRefusedUntilItIsPublishedAgain() {
        PublishedBundle record = ModelsLog.record(SHIPPED);
        byte[] changed = record.getArchive().array().clone();
        changed[changed.length / 2] ^= 1;
        record.setArchive(ByteBuffer.wrap(changed));
        log.publish(record);
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find(SHA256))).startsWith("The archive of the bundle " + SHA256);
            assertThat(sentence(cache.find(SHA256))).contains("publish it again");
            assertThat(refusals()).isEqualTo(1);
            assertThat(told).hasSize(1);
            log.publish(ModelsLog.record(SHIPPED));
            assertThat(cache.find(SHA256)).isInstanceOf(Found.class);
        }
    }

    @Test
    void archiveThatFitsItsDigestIsStillCheckedFileByFile() {
        PublishedBundle record = ModelsLog.record(SHIPPED);
        byte[] noise = "PK no zip".getBytes(StandardCharsets.UTF_8);
        record.setArchive(ByteBuffer.wrap(noise));
        record.setArchiveSha256(Sha256.of(noise));
        log.publish(record);
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find(SHA256))).contains("holds no manifest.json");
        }
    }

    @Test
    void otherBundleUnderTheDigestIsRefused() {
        PublishedBundle record = ModelsLog.record(SHIPPED);
        record.setManifestSha256("ab".repeat(32));
        log.publish(record);
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find("ab".repeat(32)))).contains("holds a manifest with the sha256 " + SHA256);
            assertThat(folder.resolve("bundles").resolve("ab".repeat(32))).doesNotExist();
        }
    }

    @Test
    void bytesThatAreNoRecordAndNamesThatAreNoDigestAreRefused() {
        log.append(SHA256, new byte[] {9, 9, 9});
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find(SHA256))).contains("skycast.models-0@0 cannot be read");
            assertThat(sentence(cache.find("../../etc"))).isEqualTo("'../../etc' is no sha256 in hexadecimal.");
        }
        assertThat(refusals()).isEqualTo(2);
    }

    @Test
    void takenBackBundleIsNotPublished() {
        log.publish(ModelsLog.record(SHIPPED));
        log.append(SHA256, null);
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find(SHA256))).contains("is not in skycast.models");
        }
    }

    @Test
    void brokerThatDoesNotAnswerDecidesNothing() {
        log.answers(false);
        try (BundleCache cache = cache()) {
            assertThatThrownBy(() -> cache.find(SHA256))
                    .isInstanceOf(BundlesUnavailableException.class)
                    .hasMessage("The topic skycast.models cannot be read now: nobody answers");
            assertThat(refusals()).isZero();
            log.answers(true);
            log.publish(ModelsLog.record(SHIPPED));
            assertThat(cache.find(SHA256)).isInstanceOf(Found.class);
        }
    }

    @Test
    void diskThatCannotTakeItDecidesNothing() throws Exception {
        log.publish(ModelsLog.record(SHIPPED));
        Files.writeString(folder.resolve("bundles"), "in the way");
        try (BundleCache cache = cache()) {
            assertThatThrownBy(() -> cache.find(SHA256)).isInstanceOf(BundlesUnavailableException.class);
        }
        assertThat(refusals()).isZero();
    }

    @Test
    void whatBrokeOnTheDiskIsFetchedAgain() throws Exception {
        log.publish(ModelsLog.record(SHIPPED));
        Path unpacked = folder.resolve("bundles").resolve(SHA256);
        try (BundleCache cache = cache()) {
            cache.find(SHA256);
        }
        Files.write(unpacked.resolve("forecaster.onnx"), new byte[5]);
        try (BundleCache again = cache()) {
            assertThat(again.find(SHA256)).isInstanceOf(Found.class);
        }
        assertThat(unpacked.resolve("forecaster.onnx"))
                .hasSameBinaryContentAs(SHIPPED.directory().resolve("forecaster.onnx"));
    }

    @Test
    void bundleThatFailsItsGoldenCasesIsRefused() throws Exception {
        Path copy = copy();
        Path golden = copy.resolve("golden.json");
        Files.writeString(golden, Files.readString(golden).replaceAll("\"minCosine\": ?0.999", "\"minCosine\": 1.001"));
        Path manifest = copy.resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                Sha256.of(Files.readAllBytes(SHIPPED.directory().resolve("golden.json"))),
                                Sha256.of(Files.readAllBytes(golden))));
        ModelBundle broken = ModelBundle.load(copy);
        log.publish(ModelsLog.record(broken));
        try (BundleCache cache = cache()) {
            assertThat(sentence(cache.find(broken.model().sha256())))
                    .contains("fails its golden cases: the encoder's case '")
                    .contains("1.001 is the least");
        }
    }

    @Test
    void bundleThatNoTrustedKeySignedIsRefused() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path key = pem("key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        TrustedKeys trusted = TrustedKeys.read(
                List.of(pem("key.pub", "PUBLIC KEY", pair.getPublic().getEncoded())));
        log.publish(ModelsLog.record(SHIPPED));
        try (BundleCache cache = cache(trusted)) {
            assertThat(sentence(cache.find(SHA256)))
                    .startsWith("The bundle at skycast.models/%s is not signed".formatted(SHA256));
            ModelBundle copy = ModelBundle.load(copy());
            SigningKey.read(key).sign(copy);
            log.publish(ModelsLog.record(copy));
            assertThat(cache.find(SHA256)).isInstanceOf(Found.class);
        }
    }

    private Path pem(String name, String kind, byte[] der) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getEncoder().encodeToString(der), kind));
    }

    @Test
    void whoeverAsksAtTheSameTimeGetsTheSameBundle() throws Exception {
        log.publish(ModelsLog.record(SHIPPED));
        ExecutorService tasks = Executors.newFixedThreadPool(4);
        try (BundleCache cache = cache()) {
            Callable<BundleCache.Outcome> ask = () -> cache.find(SHA256);
            List<BundleCache.Outcome> outcomes = new ArrayList<>();
            for (Future<BundleCache.Outcome> answer : tasks.invokeAll(List.of(ask, ask, ask, ask))) {
                outcomes.add(answer.get());
            }
            assertThat(outcomes)
                    .hasSize(4)
                    .containsOnly(outcomes.get(0))
                    .first()
                    .isInstanceOf(Found.class);
        } finally {
            tasks.shutdownNow();
        }
    }
}
