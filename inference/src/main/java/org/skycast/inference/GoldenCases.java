package org.skycast.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skycast.nowcast.forecast.Features;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;

/**
 * {@code golden.json}: inputs, and what the training computed of them. What the training computed, this code computes
 * too, or the bundle is not fit to run here.
 */
public final class GoldenCases {

    /** Fewer cases than the training writes prove too little. */
    private static final int LEAST_ENCODER = 3;

    private static final int LEAST_FORECASTER = 4;
    private static final int LEAST_FEATURES = 3;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final ModelBundle bundle;
    private final Cases cases;

    private record Cases(
            @JsonProperty(required = true) List<OfEncoder> encoder,
            @JsonProperty(required = true) List<OfForecaster> forecaster,
            @JsonProperty(required = true) List<OfFeatures> features) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record OfEncoder(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) byte[] pngBase64,
            @JsonProperty(required = true) float[] embedding,
            @JsonProperty(required = true) double minCosine) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record OfForecaster(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) float tolerance,
            @JsonProperty(required = true) float[] history,
            @JsonProperty(required = true) float[] historyMask,
            @JsonProperty(required = true) float[] sun,
            @JsonProperty(required = true) float[] calendar,
            @JsonProperty(required = true) float[] sky,
            @JsonProperty(required = true) float[] skyMask,
            @JsonProperty(required = true) float[] skyAge,
            @JsonProperty(required = true) float[] quantiles,
            @JsonProperty(required = true) float[] events) {

        Features inputs() {
            return new Features(history, historyMask, sun, calendar, sky, skyMask, skyAge);
        }

        /** The lengths of the inputs, in the order of {@link Tensors#inputs}. */
        List<Integer> lengths() {
            return List.of(
                    history.length,
                    historyMask.length,
                    sun.length,
                    calendar.length,
                    sky.length,
                    skyMask.length,
                    skyAge.length);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record OfFeatures(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Site site,
            @JsonProperty(required = true) String referenceTime,
            @JsonProperty(required = true) List<PastSlot> slots,
            @JsonProperty(required = true) float[] history,
            @JsonProperty(required = true) float[] historyMask,
            @JsonProperty(required = true) float[] sun,
            @JsonProperty(required = true) float[] calendar,
            @JsonProperty(required = true) float tolerance) {}

    private record PastSlot(
            @JsonProperty(required = true) String start,
            @JsonProperty(required = true) Map<String, Double> means) {}

    private GoldenCases(ModelBundle bundle, Cases cases) {
        this.bundle = bundle;
        this.cases = cases;
    }

    /** @throws BundleException if the bundle has none, or they cannot be read */
    public static GoldenCases of(ModelBundle bundle) {
        try {
            return new GoldenCases(bundle, JSON.readValue(bundle.golden(), Cases.class));
        } catch (JsonProcessingException e) {
            throw new BundleException(
                    "The golden cases of the bundle at %s cannot be read: %s."
                            .formatted(bundle.directory(), e.getOriginalMessage()),
                    e);
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
        cases.features().forEach(test -> features(test, complaints));
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
        double cosine = cosine(found, test.embedding());
        return cosine > test.minCosine()
                ? Optional.empty()
                : Optional.of(name
                        + "gives an embedding with the cosine %.4f to the training's, but %s is the least"
                                .formatted(cosine, test.minCosine()));
    }

    private void forecast(OnnxForecaster forecaster, OfForecaster test, List<String> complaints) {
        String name = "the forecaster's case '%s' ".formatted(test.name());
        List<Integer> lengths = Tensors.inputs(bundle.features(), bundle.says()).values().stream()
                .map(shape ->
                        (int) shape.stream().reduce(1L, Math::multiplyExact).longValue())
                .toList();
        if (!test.lengths().equals(lengths)) {
            complaints.add(name
                    + "has inputs of the lengths %s, but the manifest makes them %s"
                            .formatted(test.lengths(), lengths));
            return;
        }
        Prediction prediction = forecaster.predict(test.inputs());
        compare(name + "gives quantiles", flat(prediction.quantiles()), test.quantiles(), test.tolerance())
                .ifPresent(complaints::add);
        compare(
                        name + "gives probabilities",
                        flat(new float[][][] {prediction.probabilities()}),
                        test.events(),
                        test.tolerance())
                .ifPresent(complaints::add);
        if (crosses(prediction.quantiles())) {
            complaints.add(name + "gives quantiles that cross");
        }
    }

    private void features(OfFeatures test, List<String> complaints) {
        String name = "the case '%s' of the features ".formatted(test.name());
        try {
            Features made = Features.of(
                    bundle.features(),
                    bundle.says().leads(),
                    test.site(),
                    history(test).byStart(),
                    Instant.parse(test.referenceTime()));
            float tolerance = test.tolerance();
            compare(name + "gives a history", made.history(), test.history(), tolerance)
                    .ifPresent(complaints::add);
            compare(name + "gives a mask", made.historyMask(), test.historyMask(), tolerance)
                    .ifPresent(complaints::add);
            compare(name + "gives the sun", made.sun(), test.sun(), tolerance).ifPresent(complaints::add);
            compare(name + "gives a calendar", made.calendar(), test.calendar(), tolerance)
                    .ifPresent(complaints::add);
        } catch (DateTimeException | IllegalArgumentException e) {
            complaints.add(name + "cannot be replayed (%s)".formatted(e.getMessage()));
        }
    }

    private History history(OfFeatures test) {
        List<History.Past> slots = new ArrayList<>();
        for (PastSlot slot : test.slots()) {
            Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
            slot.means()
                    .forEach((name, mean) -> variables.put(
                            Variable.named(name)
                                    .orElseThrow(() -> new IllegalArgumentException("no variable is named " + name)),
                            new Summary(mean, 0, 0, 1, Set.of())));
            var when = new Slot(Instant.parse(slot.start()), bundle.features().slotLength());
            slots.add(History.Past.of(new Observation(
                    "golden", test.site(), when, 0, variables, Optional.empty(), Optional.empty(), List.of())));
        }
        return new History(slots);
    }

    /** What is wrong with {@code found}, if anything; a value that is not finite is never near enough. */
    private static Optional<String> compare(String what, float[] found, float[] wanted, float tolerance) {
        if (found.length != wanted.length) {
            return Optional.of("%s of %d values, but %d are wanted".formatted(what, found.length, wanted.length));
        }
        for (int i = 0; i < found.length; i++) {
            if (!Float.isFinite(found[i])) {
                return Optional.of("%s that are not finite".formatted(what));
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!(Math.abs(found[i] - wanted[i]) <= tolerance)) {
                return Optional.of("%s with %s at %d, but %s is wanted, give or take %s"
                        .formatted(what, found[i], i, wanted[i], tolerance));
            }
        }
        return Optional.empty();
    }

    private static boolean crosses(float[][][] quantiles) {
        for (float[][] target : quantiles) {
            for (float[] lead : target) {
                for (int level = 1; level < lead.length; level++) {
                    if (lead[level] < lead[level - 1]) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static float[] flat(float[][][] values) {
        int size = 0;
        for (float[][] target : values) {
            for (float[] lead : target) {
                size += lead.length;
            }
        }
        float[] flat = new float[size];
        int at = 0;
        for (float[][] target : values) {
            for (float[] lead : target) {
                System.arraycopy(lead, 0, flat, at, lead.length);
                at += lead.length;
            }
        }
        return flat;
    }
}
