package org.skycast.streams.forecast;

/** Whose embeddings a forecast stage takes. */
public enum SkySource {
    /** The observations' own where the model's encoder made them; else their frames are embedded again. */
    OBSERVATIONS,
    /** None but those that it makes of the frames itself. */
    FRAMES
}
