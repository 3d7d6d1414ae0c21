package org.skycast.inference.sky;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** SeededPictures made up by seed. */
public final class SeededPictures {

    private SeededPictures() {}

    public static byte[] file(String format, int width, int height, int type, long seed) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, type);
        int base = random.nextInt(0x808080);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int shade = (x * 3 + y * 2 + random.nextInt(20)) % 128;
                image.setRGB(x, y, 0xff000000 | (base + shade * 0x010101));
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(int width, int height, long seed) {
        return file("jpeg", width, height, BufferedImage.TYPE_3BYTE_BGR, seed);
    }
}
