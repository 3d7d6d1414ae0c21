package org.skycast.dashboard.frame;

/** What came of fetching a frame. */
public sealed interface FetchedFrame {

    /** The frame: a JPEG or PNG file, by its first bytes. */
    record Picture(byte[] image, String mediaType) implements FetchedFrame {}

    /** The log has let go of it. */
    record Gone() implements FetchedFrame {}

    /** What stands there is not what the observation names; the sentence says what is wrong. */
    record Wrong(String sentence) implements FetchedFrame {}

    /** It cannot be had now. */
    record Unavailable(String sentence) implements FetchedFrame {}
}
