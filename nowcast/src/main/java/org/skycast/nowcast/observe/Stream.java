package org.skycast.nowcast.observe;

/** The streams that a station numbers separately. */
public enum Stream {
    READINGS,
    FRAMES,
    EMBEDDINGS
}
