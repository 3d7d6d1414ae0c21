package org.skycast.edge.simulate;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/**
 * Paints the sky that a camera would see: blue by the sun's height, clouds that cover as much as the weather says and
 * drift, dark by night. A function of seed, site, weather and time; a few milliseconds a frame.
 */
final class SkyPainter {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 192;
    private static final int HORIZON = 170;

    static {
        ImageIO.setUseCache(false);
    }

    private final Site site;
    private final Weather weather;
    private final int seed;

    SkyPainter(Site site, Weather weather, long seed) {
        this.site = site;
        this.weather = weather;
        this.seed = (int) (seed * 7919 + 17);
    }

    /** A JPEG file of 256 x 192 pixels. */
    byte[] jpeg(Instant time) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        paint(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), time);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream(16_384);
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.8f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private void paint(byte[] bgr, Instant time) {
        double elevation = SunPosition.of(site, time).elevation();
        // Full light at 15 degrees, civil twilight's end at -6.
        double light = Math.max(0.03, Math.min(1, (elevation + 6) / 21));
        double cover = weather.cloudCover(time);
        double drift = time.getEpochSecond() / 900.0;
        double grey = 0.95 - 0.45 * Math.max(0, cover - 0.5);
        int at = 0;
        for (int y = 0; y < HEIGHT; y++) {
            double height = Math.min(1, (double) y / HORIZON);
            for (int x = 0; x < WIDTH; x++) {
                double red = 60 + 130 * height;
                double green = 110 + 100 * height;
                double blue = 200 + 35 * height;
                if (y < HORIZON) {
                    double cloud = opacity(noise(x / 40.0 + drift, y / (22.0 + 10 * height)), cover);
                    red += cloud * (255 * grey - red);
                    green += cloud * (255 * grey - green);
                    blue += cloud * (255 * grey - blue);
                } else {
                    red = green = blue = 45;
                }
                bgr[at++] = (byte) (blue * light);
                bgr[at++] = (byte) (green * light);
                bgr[at++] = (byte) (red * light);
            }
        }
    }

    /** The share {@code cover} of noise, which is spread evenly over 0 to 1, is cloud; edges are soft. */
    private static double opacity(double noise, double cover) {
        return Math.max(0, Math.min(1, (cover - noise) * 6 + 0.5 * (cover > 0.97 ? 1 : 0)));
    }

    private double noise(double x, double y) {
        double sum = 0.55 * smooth(x, y, 0) + 0.3 * smooth(2.1 * x, 2.1 * y, 1) + 0.15 * smooth(4.3 * x, 4.3 * y, 2);
        // The sum of octaves crowds about a half; stretch it.
        return Math.max(0, Math.min(1, (sum - 0.5) * 1.9 + 0.5));
    }

    private double smooth(double x, double y, int octave) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        double fx = fade(x - x0);
        double fy = fade(y - y0);
        double top = lattice(x0, y0, octave) * (1 - fx) + lattice(x0 + 1, y0, octave) * fx;
        double bottom = lattice(x0, y0 + 1, octave) * (1 - fx) + lattice(x0 + 1, y0 + 1, octave) * fx;
        return top * (1 - fy) + bottom * fy;
    }

    private static double fade(double t) {
        return t * t * (3 - 2 * t);
    }

    /** A number from 0 to 1 that looks random, by place and seed (the finalizer of MurmurHash3). */
    private double lattice(int x, int y, int octave) {
        int h = seed + octave * 0x9e3779b9 + x * 0x85ebca6b + y * 0xc2b2ae35;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return (h >>> 1) / (double) Integer.MAX_VALUE;
    }
}
