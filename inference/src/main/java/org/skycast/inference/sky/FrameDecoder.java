package org.skycast.inference.sky;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

/**
 * A frame's bytes to pixels. Bytes and pixels are bounded before anything is decoded, so that a few bytes cannot claim
 * gigabytes; whatever the bytes are, the answer is a picture or a reason. Thread-safe.
 */
public final class FrameDecoder {

    static {
        ImageIO.setUseCache(false);
    }

    private static final int USUAL_PIXELS = 12_000_000;

    private final int maxBytes;
    private final int maxPixels;

    /**
     * @param maxBytes a file larger than this is refused
     * @param maxPixels an image of more pixels than this is refused
     */
    public FrameDecoder(int maxBytes, int maxPixels) {
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
    }

    /**
     * At most 2 MiB and 12 million pixels: the sensors of the cameras that stations use have 2 to 12 million, and such a
     * picture takes 36 MB decoded.
     */
    public FrameDecoder() {
        this(2 << 20, USUAL_PIXELS);
    }

    /** What became of the bytes. */
    public sealed interface Outcome {}

    /** They are a picture. */
    public record Decoded(Pixels pixels) implements Outcome {}

    /** They are not, or not one that is allowed. */
    public record Refused(Rejection rejection) implements Outcome {}

    /** Decodes a JPEG or PNG file. */
    public Outcome decode(byte[] file) {
        return decode(file, Integer.MAX_VALUE);
    }

    /**
     * Decodes a JPEG or PNG file that will be shrunk: pixels of a large one are left out evenly as it is read, so many that
     * its short side keeps at least {@code enough} pixels, where these are at most 12 million in all. That takes less time,
     * and memory for what is kept alone.
     */
    public Outcome decode(byte[] file, int enough) {
        if (file.length > maxBytes) {
            return refused(
                    Reason.IMAGE_TOO_LARGE,
                    "The image has %d bytes; at most %d are taken; shrink it at the edge.",
                    file.length,
                    maxBytes);
        }
        Optional<FrameFormat> format = FrameFormat.of(file);
        if (format.isEmpty()) {
            return refused(Reason.IMAGE_UNREADABLE, "The %d bytes are neither a JPEG nor a PNG image.", file.length);
        }
        String name = format.get().formatName();
        if (format.get().isCutShort(file)) {
            return refused(Reason.IMAGE_UNREADABLE, "The %s image of %d bytes is cut short.", name, file.length);
        }
        try {
            return decode(name, file, enough);
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers throw all kinds of runtime exceptions on hostile bytes.
            return refused(
                    Reason.IMAGE_UNREADABLE,
                    "The %s image of %d bytes cannot be decoded: %s.",
                    name,
                    file.length,
                    e.getMessage());
        }
    }

    private Outcome decode(String format, byte[] file, int enough) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader reader = readers.next();
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > maxPixels) {
                return refused(
                        Reason.IMAGE_TOO_LARGE,
                        "The image has %d x %d pixels; at most %d are taken; shrink it at the edge.",
                        width,
                        height,
                        maxPixels);
            }
            var damaged = new AtomicBoolean();
            IIOReadWarningListener listener = (source, warning) -> damaged.set(true);
            reader.addIIOReadWarningListener(listener);
            int step = step(width, height, enough);
            ImageReadParam reading = reader.getDefaultReadParam();
            reading.setSourceSubsampling(step, step, step / 2, step / 2);
            BufferedImage image = reader.read(0, reading);
            return damaged.get()
                    ? refused(Reason.IMAGE_UNREADABLE, "The %s image of %d bytes is damaged.", format, file.length)
                    : new Decoded(Pixels.of(image));
        } finally {
            reader.dispose();
        }
    }

    /** Every which pixel is read, so that what is kept has {@code enough} pixels on the short side, and no more than fit. */
    private static int step(int width, int height, int enough) {
        if (enough == Integer.MAX_VALUE) {
            return 1;
        }
        int roomy = (int) Math.ceil(Math.sqrt((double) width * height / USUAL_PIXELS));
        return Math.max(roomy, Math.max(1, Math.min(width, height) / enough));
    }

    private static Refused refused(Reason reason, String sentence, @Nullable Object... parts) {
        return new Refused(new Rejection(reason, sentence.formatted(parts)));
    }
}
