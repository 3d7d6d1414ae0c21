package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.PublishedBundle;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.topics.Topics;

/** What may not run does not, wherever it is refused; and what runs may be loaded as often as one likes. */
class BrokenBundleIT {

    @TempDir
    Path folder;

    private Rig rig;
    private Operator operator;

    @Test
    void brokenBundleIsRefusedAtPublishAndATamperedRecordInTheCache() throws Exception {
        try (Rig started = Rig.on(folder)) {
            rig = started;
            operator = new Operator(rig);
            Variant broken = Variant.in(folder.resolve("broken")).notFinite();
            assertThat(operator.refused(
                            "publish", "--bundle", broken.directory().toString()))
                    .contains("fails its golden cases: the forecaster's case '")
                    .contains("that are not finite");
            Ended verified =
                    operator.models("verify", "--bundle", broken.directory().toString());
            assertThat(verified.code()).isEqualTo(1);
            assertThat(verified.out())
                    .contains("ok      manifest, checksums and tensors: ")
                    .contains("FAILED  golden cases: ");
            Variant damaged = Variant.in(folder.resolve("damaged"));
            Files.write(damaged.directory().resolve("sky-encoder.onnx"), new byte[9]);
            assertThat(operator.refused(
                            "publish", "--bundle", damaged.directory().toString()))
                    .contains("sky-encoder.onnx has the sha256");
            assertThat(rig.read(Topics.MODELS)).isEmpty();

            Variant good = Variant.in(folder.resolve("good"));
            operator.done("publish", "--bundle", good.directory().toString());
            PublishedBundle record = rig.read(Topics.MODELS).get(0);
            byte[] archive = new byte[record.getArchive().remaining()];
            record.getArchive().duplicate().get(archive);
            archive[archive.length / 2] ^= 1;
            record.setArchive(ByteBuffer.wrap(archive));
            operator.send(Topics.MODELS, good.sha256(), record);
            cacheRefuses(good.sha256(), "The archive of the bundle");
            assertThat(operator.refused("promote", good.sha256())).startsWith("The archive of the bundle");
            assertThat(operator.models("verify", "--sha", good.sha256()).out()).startsWith("FAILED  archive: ");
            assertThat(rig.read(Topics.DEPLOYMENTS)).isEmpty();

            operator.done("publish", "--bundle", good.directory().toString());
            assertThat(operator.done("verify", "--sha", good.sha256()).out()).startsWith("ok      archive: ");
        }
    }

    private void cacheRefuses(String sha256, String begin) {
        var metrics = new NowcastMetrics(new SimpleMeterRegistry());
        try (var cache = new BundleCache(rig.clients(), folder.resolve("cache"), TrustedKeys.NONE, metrics)) {
            assertThat(cache.find(sha256))
                    .isInstanceOfSatisfying(
                            BundleCache.Refused.class,
                            refused -> assertThat(refused.sentence()).startsWith(begin));
        }
        assertThat(metrics.counts()).containsEntry("skycast.bundles.refused", 1L);
    }

    @Test
    void whereKeysAreTrustedOnlySignedBundlesRun() throws Exception {
        try (Rig started = Rig.on(folder)) {
            rig = started;
            operator = new Operator(rig);
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Path key = pem("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
            String trusted =
                    pem("key.pub", "PUBLIC KEY", pair.getPublic().getEncoded()).toString();
            Variant variant = Variant.in(folder.resolve("bundle"));
            String directory = variant.directory().toString();

            NowcastConfig config = NowcastConfig.read(
                    rig.yaml() + "models: {trusted-keys: [\"%s\"]}\n".formatted(trusted), "of the test", Map.of());
            assertThatThrownBy(() -> NowcastApp.start(config))
                    .isInstanceOf(BundleException.class)
                    .hasMessageContaining("is not signed");
            assertThat(operator.refused("publish", "--bundle", directory, "--trusted-key", trusted))
                    .contains("is not signed");

            operator.done("publish", "--bundle", directory);
            assertThat(operator.refused("promote", "skycast", "--trusted-key", trusted))
                    .contains("is not signed");
            assertThat(operator.done(
                                    "publish",
                                    "--bundle",
                                    directory,
                                    "--sign-key",
                                    key.toString(),
                                    "--trusted-key",
                                    trusted)
                            .out())
                    .as("the same manifest, now with its signature")
                    .startsWith("Published ");
            assertThat(operator.done("verify", "--sha", variant.sha256(), "--trusted-key", trusted)
                            .out())
                    .contains("ok      signature: signed with the trusted key ");
            operator.done("promote", "skycast", "--trusted-key", trusted);

            KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String stranger = pem("other.pub", "PUBLIC KEY", other.getPublic().getEncoded())
                    .toString();
            assertThat(operator.refused("promote", "skycast", "--trusted-key", stranger))
                    .contains("is signed with the key ")
                    .contains("none of the trusted keys");
        }
    }

    /**
     * In a process of its own, whose heap is taken whole at its start: what grows then is native memory, where networks
     * are.
     */
    @Test
    void twentyReloadsRaiseTheMemoryByAtMostFivePercent() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            System.out.println("SKIPPED twentyReloadsRaiseTheMemoryByAtMostFivePercent: there is no " + status + ".");
        }
        assumeThat(status).isReadable();
        ProcessBuilder reloads = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Reloads.class.getName(),
                        Rig.BUNDLE.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("reloads.txt").toFile());
        // Each thread of a network may get an arena of the allocator's, which comes and goes by chance.
        reloads.environment().put("MALLOC_ARENA_MAX", "1");
        Process process = reloads.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<Long> kilobytes = Files.readAllLines(folder.resolve("reloads.txt")).stream()
                .filter(line -> line.startsWith("RSS "))
                .map(line -> Long.parseLong(line.substring(4)))
                .toList();
        System.out.println("Resident memory after each reload, kB: " + kilobytes);
        assertThat(kilobytes)
                .as(Files.readString(folder.resolve("reloads.txt")))
                .hasSize(Reloads.WARM_UP + Reloads.COUNTED);
        long before = median(kilobytes.subList(Reloads.WARM_UP - 3, Reloads.WARM_UP));
        long after = median(kilobytes.subList(kilobytes.size() - 5, kilobytes.size()));
        assertThat(after).as("%s", kilobytes).isLessThanOrEqualTo(before * 105 / 100);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Path pem(String name, String kind, byte[] der) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
    }
}
