package org.skycast.streams.runtime;

import java.util.Optional;
import java.util.function.Supplier;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.rollout.BundleCache;

/** Bundles as models that tasks can open. */
record BundleModels(BundleCache bundles, FrameDecoder decoder) {

    /** The model of a published bundle, by its manifest's sha256; empty if there is none that can be run. */
    Optional<ModelSource> published(String manifestSha256) {
        return bundles.find(manifestSha256) instanceof BundleCache.Found found
                ? Optional.of(of(found.bundle(), found.bundle()::openForecaster))
                : Optional.empty();
    }

    /** A bundle's model, with this forecaster. */
    ModelSource of(ModelBundle bundle, Supplier<Forecaster> forecaster) {
        return new ModelSource(bundle.featureSpec(), forecaster, () -> new OnnxSkyEmbedder(bundle, decoder));
    }
}
