package org.skycast.inference.golden;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.skycast.inference.BundleException;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.feature.FeatureTensor;
import org.skycast.nowcast.feature.FeatureTensor.MadeOf;
import org.skycast.nowcast.station.Site;

/**
 * {@code golden.json} as the training wrote it. A tensor stands in it as a flat list, under the camelCase of its name.
 *
 * @param encoder pictures and their embeddings
 * @param forecaster tensors and what the network makes of them
 * @param features slots and the tensors that are made of them
 */
record GoldenFile(
        @JsonProperty(required = true) List<OfEncoder> encoder,
        @JsonProperty(required = true) List<OfForecaster> forecaster,
        @JsonProperty(required = true) List<OfFeatures> features) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record OfEncoder(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) byte[] pngBase64,
            @JsonProperty(required = true) float[] embedding,
            @JsonProperty(required = true) double minCosine) {}

    /** @param tensors all of the spec's */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record OfForecaster(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) float tolerance,
            @JsonProperty(required = true) float[] quantiles,
            @JsonProperty(required = true) float[] events,
            @JsonAnySetter Map<String, float[]> tensors) {}

    /** @param tensors those of the spec's that are not made of frames, for no frames are here; others may be there too */
    record OfFeatures(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Site site,
            @JsonProperty(required = true) String referenceTime,
            @JsonProperty(required = true) List<MeanSlot> slots,
            @JsonProperty(required = true) float tolerance,
            @JsonAnySetter Map<String, float[]> tensors) {}

    /** @param means by the variable's CF name */
    record MeanSlot(
            @JsonProperty(required = true) String start,
            @JsonProperty(required = true) Map<String, Double> means) {}

    /** @throws BundleException if the bundle has none, or they cannot be read, or are not of its feature spec */
    static GoldenFile of(ModelBundle bundle) {
        try {
            GoldenFile golden = JSON.readValue(bundle.golden(), GoldenFile.class);
            golden.checkTensors(bundle);
            return golden;
        } catch (JsonProcessingException e) {
            throw new BundleException(unreadable(bundle, e.getOriginalMessage()), e);
        }
    }

    private static String unreadable(ModelBundle bundle, String why) {
        return "The golden cases of the bundle at %s cannot be read: %s.".formatted(bundle.directory(), why);
    }

    private void checkTensors(ModelBundle bundle) {
        List<FeatureTensor> all = tensors(bundle);
        List<FeatureTensor> replayed =
                all.stream().filter(tensor -> tensor.madeOf() != MadeOf.FRAMES).toList();
        forecaster.forEach(
                test -> check(bundle, "forecaster's case '%s'".formatted(test.name()), test.tensors(), all, all));
        features.forEach(
                test -> check(bundle, "features' case '%s'".formatted(test.name()), test.tensors(), replayed, all));
    }

    private static void check(
            ModelBundle bundle,
            String test,
            Map<String, float[]> found,
            List<FeatureTensor> needed,
            List<FeatureTensor> known) {
        String version = bundle.featureSpec().version();
        for (FeatureTensor tensor : needed) {
            if (found.get(key(tensor)) == null) {
                throw new BundleException(
                        unreadable(bundle, "the %s lacks '%s', a tensor of %s".formatted(test, key(tensor), version)));
            }
        }
        List<String> keys = known.stream().map(GoldenFile::key).toList();
        for (String key : found.keySet()) {
            if (!keys.contains(key)) {
                throw new BundleException(
                        unreadable(bundle, "the %s has '%s', which is no tensor of %s".formatted(test, key, version)));
            }
        }
    }

    /** The tensors that the bundle's forecaster reads, in order. */
    static List<FeatureTensor> tensors(ModelBundle bundle) {
        return bundle.featureSpec().tensors(bundle.forecastSpec().leads());
    }

    /** Under which key a tensor's values stand: {@code history_mask} under {@code historyMask}. */
    static String key(FeatureTensor tensor) {
        var key = new StringBuilder();
        boolean begins = false;
        for (char letter : tensor.name().toCharArray()) {
            if (letter == '_') {
                begins = true;
            } else {
                key.append(begins ? Character.toUpperCase(letter) : letter);
                begins = false;
            }
        }
        return key.toString();
    }
}
