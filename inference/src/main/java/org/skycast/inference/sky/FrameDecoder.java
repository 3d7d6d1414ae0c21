package org.skycast.inference.sky;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
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
 * A frame's bytes to pixels. Bytes, pixels and work are bounded before anything is decoded, so that a few bytes cannot claim
 * gigabytes or hours; whatever the bytes are, the answer is a picture or a reason. What is refused by count is refused on
 * every machine; beyond that, half a minute ends a decoder. Thread-safe.
 */
public final class FrameDecoder {

    static {
        ImageIO.setUseCache(false);
    }

    private static final int USUAL_PIXELS = 12_000_000;

    private static final Duration MOST_TIME = Duration.ofSeconds(30);

    private final int maxBytes;
    private final PictureWork work;
    private final LongSupplier nanoTime;

    /**
     * @param maxBytes a file larger than this is refused
     * @param maxPixels an image of more pixels than this is refused
     */
    public FrameDecoder(int maxBytes, int maxPixels) {
        this(maxBytes, maxPixels, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    FrameDecoder(int maxBytes, int maxPixels, LongSupplier nanoTime) {
        this.maxBytes = maxBytes;
        this.work = new PictureWork(maxPixels);
        this.nanoTime = nanoTime;
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
            return new Refused(new Rejection(Reason.IMAGE_UNREADABLE, OtherKind.refusal(file)));
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
        var limit = new DecodeLimit(file, MOST_TIME, nanoTime);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(limit)) {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            Optional<Rejection> tooMuch = work.tooMuch(file, width, height);
            return tooMuch.isPresent() ? new Refused(tooMuch.get()) : decode(format, file, enough, reader, limit);
        } finally {
            reader.dispose();
        }
    }

    private Outcome decode(String format, byte[] file, int enough, ImageReader reader, DecodeLimit limit)
            throws IOException {
        var damaged = new AtomicBoolean();
        IIOReadWarningListener listener = (source, warning) -> damaged.set(true);
        reader.addIIOReadWarningListener(listener);
        reader.addIIOReadProgressListener(limit);
        int step = step(reader.getWidth(0), reader.getHeight(0), enough);
        ImageReadParam reading = reader.getDefaultReadParam();
        reading.setSourceSubsampling(step, step, step / 2, step / 2);
        Optional<BufferedImage> image = unlessOver(reader, reading, limit);
        if (image.isEmpty()) {
            return refused(
                    Reason.IMAGE_TOO_LARGE,
                    "The %s image of %d bytes takes longer than %d s to decode; have the camera make another kind.",
                    format,
                    file.length,
                    MOST_TIME.toSeconds());
        }
        return damaged.get()
                ? refused(Reason.IMAGE_UNREADABLE, "The %s image of %d bytes is damaged.", format, file.length)
                : new Decoded(Pixels.of(image.get()));
    }

    /** A reader that is ended gives half a picture, or complains of it. */
    private static Optional<BufferedImage> unlessOver(ImageReader reader, ImageReadParam reading, DecodeLimit limit)
            throws IOException {
        try {
            BufferedImage image = reader.read(0, reading);
            return limit.isOver() ? Optional.empty() : Optional.of(image);
        } catch (IOException | RuntimeException e) {
            if (limit.isOver()) {
                return Optional.empty();
            }
            throw e;
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
