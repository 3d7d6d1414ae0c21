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
import org.skycast.streams.NowcastMetrics;
import org.skycast.streams.StartupException;
import org.skycast.streams.rollout.BundleShelf;
import org.skycast.streams.rollout.Catalogue;

/** The bundles that an operator names: directories, or published ones. */
final class Bundles implements AutoCloseable {

    /** What is held against the candidate where no bundle is: the forecasts that went out. */
    static final String LIVE = "live";

    private final BundleShelf shelf;
    private final Catalogue catalogue;

    /** @param directory where published bundles are unpacked */
    Bundles(Map<String, Object> clients, Path directory, NowcastMetrics metrics) {
        this.shelf = new BundleShelf(clients, directory, TrustedKeys.NONE, metrics);
        this.catalogue = Catalogue.on(clients);
    }

    /** A candidate, and what is held against it; without one, the forecasts that went out. */
    record Choice(ModelBundle candidate, Optional<ModelBundle> champion) {

        FeatureSpec featureSpec() {
            return candidate.featureSpec();
        }

        Forecaster.Model model() {
            return candidate.model();
        }
    }

    /** @throws StartupException if a name is no bundle's, or what it names cannot be run */
    Choice choose(String candidate, String against) {
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
            return GoldenCases.proven(directory);
        }
        BundleShelf.Outcome outcome = shelf.find(catalogue.named(name));
        if (outcome instanceof BundleShelf.Refused refused) {
            throw new StartupException(refused.sentence());
        }
        return ((BundleShelf.Found) outcome).bundle();
    }

    @Override
    public void close() {
        shelf.close();
        catalogue.close();
    }
}
