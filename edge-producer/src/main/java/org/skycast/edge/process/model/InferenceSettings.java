package org.skycast.edge.process.model;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What the edge does with the model itself.
 *
 * @param bundle the model bundle
 * @param embed where frames are embedded
 * @param auditEvery where they are embedded here: of so many slots, one frame still goes, to be looked at; 0 for none.
 *     Left out it is 145: one a day, and each ten minutes later in the day than the one before
 * @param forecast where forecasts are made
 * @param adapt whether forecasts that are made here learn from the station
 */
public record InferenceSettings(
        @JsonPropertyDescription("The directory of the model bundle.")
        Path bundle,

        @JsonPropertyDescription("Where frames are embedded.")
        Place embed,

        @JsonPropertyDescription(
                "Where they are embedded here: of so many slots one frame still goes, to be looked at; 0 for none.")
        OptionalInt auditEvery,

        @JsonPropertyDescription("Where forecasts are made.")
        Place forecast,

        @JsonPropertyDescription("Whether forecasts that are made here learn from what the station then measures.")
        Adapt adapt) {

    private static final int USUAL_AUDIT = 145;

    /** Where something is done. */
    public enum Place {
        /** By the topology, from what the edge sends. */
        stream,
        /** Here. */
        edge
    }

    /** Whether forecasts learn from a station. */
    public enum Adapt {
        /** They do, within days. */
        on,
        /** They go out as the bundle has them; what was learnt is given up. */
        off
    }

    /** @throws IllegalArgumentException if no bundle is named, or {@code auditEvery} is negative */
    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public InferenceSettings {
        if (bundle == null) {
            throw new IllegalArgumentException(
                    "No bundle is named; give the model's directory, bundle: models/skycast.");
        }
        embed = embed == null ? Place.stream : embed;
        auditEvery = auditEvery == null || auditEvery.isEmpty() ? OptionalInt.of(USUAL_AUDIT) : auditEvery;
        forecast = forecast == null ? Place.stream : forecast;
        adapt = adapt == null ? Adapt.on : adapt;
        if (auditEvery.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "auditEvery is %d; give a number of slots, or 0 for no frames.".formatted(auditEvery.getAsInt()));
        }
    }

    /** The same, a relative path taken to be in {@code folder}. */
    public InferenceSettings relativeTo(Path folder) {
        return new InferenceSettings(folder.resolve(bundle).normalize(), embed, auditEvery, forecast, adapt);
    }
}
