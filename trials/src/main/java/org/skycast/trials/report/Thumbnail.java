package org.skycast.trials.report;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.Pixels;

/** A frame made small enough that a page can hold dozens. */
final class Thumbnail {

    /** Pixels; a card on the page is no wider, on a screen of double density. */
    private static final int WIDTH = 560;

    private Thumbnail() {}

    /** A JPEG file; absent where the frame cannot be read. */
    static Optional<byte[]> of(byte[] frame) {
        return new FrameDecoder().decode(frame) instanceof FrameDecoder.Decoded decoded
                ? Optional.of(jpeg(shrunk(image(decoded.pixels()))))
                : Optional.empty();
    }

    private static BufferedImage image(Pixels pixels) {
        var image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = pixels.rgb();
        for (int y = 0, at = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++, at += 3) {
                image.setRGB(x, y, (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff);
            }
        }
        return image;
    }

    /** Halves while it can, so that each pixel counts; the last step is less than a half. */
    private static BufferedImage shrunk(BufferedImage image) {
        BufferedImage small = image;
        while (small.getWidth() > WIDTH) {
            int width = Math.max(WIDTH, (small.getWidth() + 1) / 2);
            int height = Math.max(1, (int) Math.round((double) small.getHeight() * width / small.getWidth()));
            var next = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            var pen = next.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(small, 0, 0, width, height, null);
            pen.dispose();
            small = next;
        }
        return small;
    }

    private static byte[] jpeg(BufferedImage image) {
        var file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
