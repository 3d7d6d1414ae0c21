package org.skycast.edge.inference;

import java.nio.file.Path;

/**
 * What the edge does with the model itself.
 *
 * @param bundle the model bundle
 * @param embed where frames are embedded
 * @param auditEvery of so many slots, one frame still goes, to be looked at; 0 for none
 * @param forecast where forecasts are made
 */
public record InferenceSettings(Path bundle, Place embed, int auditEvery, Place forecast) {

    /** Where something is done. */
    public enum Place {
        /** By the topology, from what the edge sends. */
        stream,
        /** Here. */
        edge
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public InferenceSettings {
        embed = embed == null ? Place.stream : embed;
        forecast = forecast == null ? Place.stream : forecast;
    }

    /** The same, a relative path taken to be in {@code folder}. */
    public InferenceSettings relativeTo(Path folder) {
        return new InferenceSettings(folder.resolve(bundle).normalize(), embed, auditEvery, forecast);
    }
}
