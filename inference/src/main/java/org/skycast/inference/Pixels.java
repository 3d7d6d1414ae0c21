package org.skycast.inference;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb [height * width * 3], rows from the top, 0 to 255 as unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
public record Pixels(int width, int height, byte[] rgb) {}
