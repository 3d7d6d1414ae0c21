package org.skycast.inference.sky;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb [height * width * 3], rows from the top, 0 to 255 as unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once; never compared
public record Pixels(int width, int height, byte[] rgb) {

    /** The pixels of an image. */
    static Pixels of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(3, width * height)];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            for (int at = 0; at < rgb.length; at += 3) {
                rgb[at] = bgr[at + 2];
                rgb[at + 1] = bgr[at + 1];
                rgb[at + 2] = bgr[at];
            }
            return new Pixels(width, height, rgb);
        }
        int[] line = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int pixel : line) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return new Pixels(width, height, rgb);
    }
}
