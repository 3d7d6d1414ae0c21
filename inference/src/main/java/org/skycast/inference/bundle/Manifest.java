package org.skycast.inference.bundle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skycast.inference.BundleException;

/**
 * {@code manifest.json}: what a bundle holds and what it needs, as the training wrote it.
 *
 * @param trainedOn its sources; absent in a bundle that does not tell
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
        @Nullable List<Trained> trainedOn,
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

    /**
     * A source of the training.
     *
     * @param period what was learnt from, [from, to): two dates or times of UTC; absent in a bundle that does not tell
     * @param validated what told when to stop, likewise; absent in a bundle of an earlier version
     * @param sites where its stations stood; absent in a bundle of an earlier version
     */
    @JsonIgnoreProperties(ignoreUnknown = true) // the rest is for people
    record Trained(
            String name,
            @Nullable List<String> period,
            @Nullable List<String> validated,
            @Nullable List<Place> sites) {}

    /** Degrees north and east, and metres above the sea. */
    record Place(double latitude, double longitude, double altitude) {}

    record Inputs(
            @JsonProperty(required = true) String version,
            @JsonProperty(required = true) List<Input> inputs) {}

    record Input(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String units,
            double mean,
            double std) {}

    /** @param leftOut absent where no place was left out to try it on */
    record Target(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String units,
            @JsonProperty(required = true) String requires,
            @Nullable LeftOut leftOut) {}

    /**
     * How a target was forecast at places that were left out of a training like this one.
     *
     * @param places how many
     * @param firstDays how bad three days may be, by lead
     */
    record LeftOut(
            @JsonProperty(required = true) int places,
            @JsonProperty(required = true) List<FirstDays> firstDays) {}

    /**
     * Windows of three days at places that were left out.
     *
     * @param windows how many
     * @param ratio the mean absolute error over persistence's that 97 of 100 windows do not exceed
     */
    record FirstDays(
            @JsonProperty(required = true) int leadMinutes,
            @JsonProperty(required = true) int windows,
            @JsonProperty(required = true) double ratio) {}

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
        new ManifestRules(where).check(manifest);
        return manifest;
    }
}
