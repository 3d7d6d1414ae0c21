package org.skycast.streams.rollout;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.streams.metrics.NowcastMetrics;

/** Published bundles, as people name them, fetched and proven before a role is given. What was unpacked goes at the end. */
final class ProvenBundles implements AutoCloseable {

    private final BundleCatalogue catalogue;
    private final BundleCache cache;
    private final Path unpacked;

    ProvenBundles(Map<String, ?> clients, TrustedKeys trusted) {
        try {
            this.unpacked = Files.createTempDirectory("skycast-bundles");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for unpacked bundles.", e);
        }
        this.catalogue = BundleCatalogue.on(clients);
        // What is refused is said once, as the command's own complaint.
        this.cache = new BundleCache(
                BundleLog.on(clients),
                unpacked,
                trusted,
                new NowcastMetrics(new SimpleMeterRegistry()),
                sentence -> {});
    }

    /**
     * The bundle that is meant, fetched, unpacked and proven.
     *
     * @throws RolloutException if there is none, or it may not run
     */
    ModelBundle named(String reference) {
        BundleCache.Outcome outcome = cache.find(catalogue.named(reference));
        if (outcome instanceof BundleCache.Found found) {
            return found.bundle();
        }
        throw new RolloutException(((BundleCache.Refused) outcome).sentence());
    }

    /** The encoder of a published bundle, if it is still there. */
    Optional<String> encoder(String sha256) {
        return catalogue.find(sha256).map(BundleSummary::encoderSha256);
    }

    @Override
    public void close() {
        cache.close();
        catalogue.close();
        try (Stream<Path> bundles = Files.list(unpacked)) {
            for (Path bundle : bundles.toList()) {
                BundleArchive.delete(bundle);
            }
            Files.delete(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException("What was unpacked to %s stays there.".formatted(unpacked), e);
        }
    }
}
