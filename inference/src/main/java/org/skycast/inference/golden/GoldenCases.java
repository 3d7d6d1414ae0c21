package org.skycast.inference.golden;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.golden.GoldenFile.OfEncoder;
import org.skycast.inference.golden.GoldenFile.OfForecaster;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.feature.FeatureTensor;
import org.skycast.nowcast.feature.Features;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.observe.Embedding;

/**
 * {@code golden.json}: inputs, and what the training computed of them. What the training computed, this code computes
 * too, or the bundle is not fit to run here.
 */
public final class GoldenCases {

    /** Fewer cases than the training writes prove too little. */
    private static final int LEAST_ENCODER = 3;

    private static final int LEAST_FORECASTER = 4;
    private static final int LEAST_FEATURES = 3;

    private final ModelBundle bundle;
    private final GoldenFile cases;

    private GoldenCases(ModelBundle bundle, GoldenFile cases) {
        this.bundle = bundle;
        this.cases = cases;
    }

    /** @throws BundleException if the bundle has none, or they cannot be read, or are not of its feature spec */
    public static GoldenCases of(ModelBundle bundle) {
        return new GoldenCases(bundle, GoldenFile.of(bundle));
    }

    /**
     * Reads and checks a bundle, and replays its golden cases.
     *
     * @throws BundleException naming what does not fit
     */
    public static ModelBundle proven(Path directory) {
        ModelBundle bundle = ModelBundle.load(directory);
        prove(bundle);
        return bundle;
    }

    /**
     * Replays a bundle's golden cases: its networks give what the training computed.
     *
     * @throws BundleException naming the first case that fails, and how many others do
     */
    public static void prove(ModelBundle bundle) {
        List<String> complaints = of(bundle).complaints();
        if (!complaints.isEmpty()) {
            throw new BundleException("The bundle at %s fails its golden cases: %s%s."
                    .formatted(
                            bundle.directory(),
                            complaints.get(0),
                            complaints.size() == 1 ? "" : " (and %d more)".formatted(complaints.size() - 1)));
        }
    }

    /** How many there are, for people. */
    public String summary() {
        return "%d of the encoder, %d of the forecaster, %d of the features"
                .formatted(
                        cases.encoder().size(),
                        cases.forecaster().size(),
                        cases.features().size());
    }

    /** A clause for each thing that is not as the training computed it; empty if all is well. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        enough("encoder", cases.encoder().size(), LEAST_ENCODER, complaints);
        enough("forecaster", cases.forecaster().size(), LEAST_FORECASTER, complaints);
        enough("features", cases.features().size(), LEAST_FEATURES, complaints);
        try (SkyEncoder encoder = bundle.openEncoder()) {
            cases.encoder().forEach(test -> encode(encoder, test).ifPresent(complaints::add));
        }
        try (OnnxForecaster forecaster = bundle.openForecaster()) {
            cases.forecaster().forEach(test -> forecast(forecaster, test, complaints));
        }
        var replay = new FeaturesReplay(bundle);
        cases.features().forEach(test -> complaints.addAll(replay.complaints(test)));
        return complaints;
    }

    private static void enough(String kind, int found, int least, List<String> complaints) {
        if (found < least) {
            complaints.add("it has %d cases of the %s, but %d are needed".formatted(found, kind, least));
        }
    }

    private Optional<String> encode(SkyEncoder encoder, OfEncoder test) {
        String name = "the encoder's case '%s' ".formatted(test.name());
        if (!(new FrameDecoder().decode(test.pngBase64()) instanceof FrameDecoder.Decoded decoded)) {
            return Optional.of(name + "has an image that cannot be decoded");
        }
        Optional<Embedding> embedding = encoder.encode(decoded.pixels());
        if (embedding.isEmpty()) {
            return Optional.of(name + "gives values that are not finite");
        }
        float[] found = embedding.get().values();
        if (found.length != test.embedding().length) {
            return Optional.of(name
                    + "wants %d values, but the encoder gives %d".formatted(test.embedding().length, found.length));
        }
        double cosine = Agreement.cosine(found, test.embedding());
        return cosine > test.minCosine()
                ? Optional.empty()
                : Optional.of(name
                        + "gives an embedding with the cosine %.4f to the training's, but %s is the least"
                                .formatted(cosine, test.minCosine()));
    }

    private void forecast(OnnxForecaster forecaster, OfForecaster test, List<String> complaints) {
        String name = "the forecaster's case '%s' ".formatted(test.name());
        Map<String, float[]> inputs = new LinkedHashMap<>();
        List<FeatureTensor> tensors = GoldenFile.tensors(bundle);
        tensors.forEach(tensor ->
                inputs.put(tensor.name(), Objects.requireNonNull(test.tensors().get(GoldenFile.key(tensor)))));
        List<Integer> found =
                inputs.values().stream().map(values -> values.length).toList();
        List<Integer> wanted = tensors.stream().map(FeatureTensor::size).toList();
        if (!found.equals(wanted)) {
            complaints.add(
                    name + "has inputs of the lengths %s, but the manifest makes them %s".formatted(found, wanted));
            return;
        }
        Prediction prediction = forecaster.predict(new Features(inputs));
        float[] quantiles = Agreement.flat(prediction.quantiles());
        Agreement.compare(name + "gives quantiles", quantiles, test.quantiles(), test.tolerance())
                .ifPresent(complaints::add);
        float[] events = Agreement.flat(new float[][][] {prediction.probabilities()});
        Agreement.compare(name + "gives probabilities", events, test.events(), test.tolerance())
                .ifPresent(complaints::add);
        if (Agreement.crosses(prediction.quantiles())) {
            complaints.add(name + "gives quantiles that cross");
        }
    }
}
