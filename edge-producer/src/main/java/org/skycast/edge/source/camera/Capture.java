package org.skycast.edge.source.camera;

import java.time.Instant;

/**
 * One picture.
 *
 * @param at when it was captured
 * @param image a JPEG or PNG file
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Capture(Instant at, byte[] image) {}
