package org.skycast.trials.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.inference.golden.GoldenCases;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.rollout.BundleCatalogue;

/** The bundles that an operator names: directories, or published ones. */
public final class Bundles implements AutoCloseable {

    /** What is held against the candidate where no bundle is: the forecasts that went out. */
    public static final String LIVE = "live";

    private final BundleCache cache;
    private final BundleCatalogue catalogue;
    private final TrustedKeys trusted;

    /**
     * The published bundles of a broker, and all directories.
     *
     * @param directory where published bundles are unpacked
     * @param trusted who must have signed, before any of a bundle's networks is opened
     */
    public Bundles(Map<String, Object> clients, Path directory, TrustedKeys trusted, NowcastMetrics metrics) {
        this.cache = new BundleCache(clients, directory, trusted, metrics);
        this.trusted = trusted;
        this.catalogue = BundleCatalogue.on(clients);
    }

    /** A candidate, and what is held against it; without one, the forecasts that went out. */
    public record Choice(ModelBundle candidate, Optional<ModelBundle> champion) {

        FeatureSpec featureSpec() {
            return candidate.featureSpec();
        }

        Forecaster.Model model() {
            return candidate.model();
        }
    }

    /**
     * The bundles of these names.
     *
     * @param against a bundle too, or {@link #LIVE}
     * @throws StartupException if a name is no bundle's, or what it names cannot be run
     */
    public Choice choose(String candidate, String against) {
        ModelBundle first = named(candidate);
        Optional<ModelBundle> second = against.equals(LIVE) ? Optional.empty() : Optional.of(named(against));
        second.filter(b ->
                        !b.featureSpec().slotLength().equals(first.featureSpec().slotLength()))
                .ifPresent(b -> {
                    throw new StartupException(
                            "%s has slots of %d min and %s of %d min; their forecasts cannot be paired."
                                    .formatted(
                                            b.model().id(),
                                            b.featureSpec().slotLength().toMinutes(),
                                            first.model().id(),
                                            first.featureSpec().slotLength().toMinutes()));
                });
        return new Choice(first, second);
    }

    private ModelBundle named(String name) {
        Path directory = Path.of(name);
        if (Files.isDirectory(directory)) {
            ModelBundle bundle = ModelBundle.load(directory, trusted::require);
            GoldenCases.prove(bundle);
            return bundle;
        }
        BundleCache.Outcome outcome = cache.find(catalogue.named(name));
        if (outcome instanceof BundleCache.Refused refused) {
            throw new StartupException(refused.sentence());
        }
        return ((BundleCache.Found) outcome).bundle();
    }

    @Override
    public void close() {
        cache.close();
        catalogue.close();
    }
}
