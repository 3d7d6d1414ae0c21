package org.skycast.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.skycast.nowcast.forecast.Feature;
import org.skycast.nowcast.forecast.FeatureSpec;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.TrainingStatistics;

/**
 * {@code manifest.json}: what a bundle holds and what it needs, as the training wrote it.
 *
 * @param slotMinutes how long a slot is
 * @param historySlots how many slots the forecaster looks back
 * @param leadMinutes the lead times, whole slots, ascending
 * @param quantileLevels between 0 and 1, ascending
 * @param skyMaxAgeMinutes an embedding older than this is not used
 * @param files sha256 by file name, for every file that is run or replayed
 * @param scores on the test set, for people
 */
record Manifest(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) String created,
        JsonNode trainedOn,
        @JsonProperty(required = true) int slotMinutes,
        @JsonProperty(required = true) int historySlots,
        @JsonProperty(required = true) List<Integer> leadMinutes,
        @JsonProperty(required = true) List<Double> quantileLevels,
        @JsonProperty(required = true) int skyMaxAgeMinutes,
        @JsonProperty(required = true) Inputs featureSpec,
        @JsonProperty(required = true) List<Target> targets,
        @JsonProperty(required = true) List<Event> events,
        @JsonProperty(required = true) Encoder encoder,
        @JsonProperty(required = true) Network forecaster,
        @JsonProperty(required = true) Map<String, String> files,
        JsonNode scores) {

    /** The feature spec that this build can make. */
    static final String FEATURE_SPEC = "slots-1";

    record Inputs(
            @JsonProperty(required = true) String version,
            @JsonProperty(required = true) List<Input> inputs) {}

    record Input(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String units,
            double mean,
            double std) {}

    record Target(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String units,
            @JsonProperty(required = true) String requires) {}

    record Event(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String of,
            @JsonProperty(required = true) String units,
            @JsonProperty(required = true) double threshold,
            @JsonProperty(required = true) String requires) {}

    record Network(@JsonProperty(required = true) String file) {}

    /**
     * How the encoder wants an image: one square of {@code width} pixels, planes in the order of {@code channels}, each
     * value less the plane's mean and over its std.
     */
    record Encoder(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) String input,
            @JsonProperty(required = true) String output,
            @JsonProperty(required = true) int embeddingSize,
            @JsonProperty(required = true) int width,
            @JsonProperty(required = true) int height,
            @JsonProperty(required = true) String layout,
            @JsonProperty(required = true) String channels,
            @JsonProperty(required = true) List<Float> mean,
            @JsonProperty(required = true) List<Float> std) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @throws BundleException naming the key that is unknown, missing or does not fit */
    static Manifest parse(String json, String where) {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (UnrecognizedPropertyException e) {
            throw new BundleException(
                    "%s has the key '%s', which this version does not know.".formatted(where, e.getPropertyName()), e);
        } catch (JsonProcessingException e) {
            throw new BundleException("%s does not fit: %s.".formatted(where, e.getOriginalMessage()), e);
        }
        manifest.check(where);
        return manifest;
    }

    private void check(String where) {
        require(
                featureSpec.version().equals(FEATURE_SPEC),
                where,
                "featureSpec.version",
                featureSpec.version(),
                FEATURE_SPEC);
        require(encoder.layout().equals("NCHW"), where, "encoder.layout", encoder.layout(), "NCHW");
        boolean channels =
                encoder.channels().equals("BGR") || encoder.channels().equals("RGB");
        require(channels, where, "encoder.channels", encoder.channels(), "BGR or RGB");
        boolean square = encoder.width() == encoder.height() && encoder.width() > 0;
        require(square, where, "encoder.height", encoder.height(), "the width, " + encoder.width());
        require(
                encoder.mean().size() == 3 && encoder.std().size() == 3,
                where,
                "encoder.mean/std",
                encoder.mean(),
                "three numbers");
        require(slotMinutes > 0 && 1440 % slotMinutes == 0, where, "slotMinutes", slotMinutes, "a divisor of 1440");
        require(historySlots > 0, where, "historySlots", historySlots, "at least 1");
        ascending(where, "leadMinutes", leadMinutes.size(), i -> (double) leadMinutes.get(i), slotMinutes, 1e9);
        require(
                leadMinutes.stream().allMatch(m -> m % slotMinutes == 0),
                where,
                "leadMinutes",
                leadMinutes,
                "whole slots");
        ascending(where, "quantileLevels", quantileLevels.size(), quantileLevels::get, 1e-9, 1 - 1e-9);
        for (String file : List.of(encoder.file(), forecaster.file())) {
            require(files.containsKey(file), where, "files", files.keySet(), "a sha256 of " + file);
        }
    }

    private static void ascending(
            String where, String key, int size, IntFunction<Double> value, double least, double most) {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double now = value.apply(i);
            require(
                    now > before && now >= least && now <= most,
                    where,
                    key,
                    now,
                    "ascending, %s to %s".formatted(least, most));
            before = now;
        }
        require(size > 0, where, key, "empty", "at least one");
    }

    private static void require(boolean holds, String where, String key, Object found, Object wanted) {
        if (!holds) {
            throw new BundleException(
                    "%s has %s = %s, but this version needs %s.".formatted(where, key, found, wanted));
        }
    }

    FeatureSpec features(String where) {
        List<Feature> columns = featureSpec.inputs().stream()
                .map(input -> feature(where, "featureSpec.inputs", input.name(), input.units()))
                .toList();
        return new FeatureSpec(
                featureSpec.version(),
                Duration.ofMinutes(slotMinutes),
                historySlots,
                columns,
                files.getOrDefault(encoder.file(), ""),
                encoder.embeddingSize(),
                Duration.ofMinutes(skyMaxAgeMinutes));
    }

    /** What the training saw of each input; it writes a mean of 0 and a std of 1 for one that it never saw. */
    TrainingStatistics statistics(String where) {
        Map<Feature, TrainingStatistics.Spread> seen = new EnumMap<>(Feature.class);
        for (Input input : featureSpec.inputs()) {
            boolean unseen = input.mean() == 0 && input.std() == 1;
            if (!unseen && input.std() > 0) {
                seen.put(
                        feature(where, "featureSpec.inputs", input.name(), input.units()),
                        new TrainingStatistics.Spread(input.mean(), input.std()));
            }
        }
        return new TrainingStatistics(seen);
    }

    ForecastSpec says(String where) {
        return new ForecastSpec(
                leadMinutes.stream().map(Duration::ofMinutes).toList(),
                quantileLevels,
                targets.stream()
                        .map(t -> new ForecastSpec.Target(
                                feature(where, "targets", t.name(), t.units()),
                                feature(where, "requires", t.requires())))
                        .toList(),
                events.stream()
                        .map(e -> new ForecastSpec.Event(
                                e.name(),
                                feature(where, "events", e.of(), e.units()),
                                e.threshold(),
                                feature(where, "requires", e.requires())))
                        .toList());
    }

    private static Feature feature(String where, String key, String name, String units) {
        Feature feature = feature(where, key, name);
        require(feature.units().equals(units), where, key + " " + name, units, feature.units());
        return feature;
    }

    private static Feature feature(String where, String key, String name) {
        return Feature.named(name)
                .orElseThrow(() ->
                        new BundleException("%s names '%s' under %s, which is no variable that this version knows."
                                .formatted(where, name, key)));
    }
}
