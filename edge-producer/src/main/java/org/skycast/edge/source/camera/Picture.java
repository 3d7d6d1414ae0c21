package org.skycast.edge.source.camera;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.FrameFormat;

/** What a picture's first bytes say of it. */
public final class Picture {

    private static final int BEFORE = 512;
    private static final int BEHIND = 64;
    private static final int LEAST = 4;
    /** What a camera may give: stills of 100 million pixels exist, and at their best have 30 MB. */
    public static final int MOST_BYTES = 32 << 20;

    /** Likewise. */
    public static final int MOST_PIXELS = 100_000_000;

    private static final FrameDecoder DECODER = new FrameDecoder(MOST_BYTES, MOST_PIXELS);

    /** So many pixels on the short side tell whether it can be decoded. */
    private static final int LOOKED_AT = 64;

    private Picture() {}

    /**
     * The picture in what a camera gave, from its first byte on: some put an end of line, a byte or a header of their own
     * before it. Empty if no JPEG or PNG begins within the first {@value #BEFORE} bytes.
     */
    public static Optional<byte[]> in(byte[] bytes) {
        for (int at = 0; at <= Math.min(BEFORE, bytes.length - LEAST); at++) {
            if (FrameFormat.at(bytes, at).isPresent()) {
                return Optional.of(at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return Optional.empty();
    }

    /** Whether a picture is there to its end, as far as its markers tell: padding may stand behind it. */
    public static boolean isWhole(byte[] picture) {
        return FrameFormat.of(picture)
                .filter(format -> format.isEndedWithin(picture, BEHIND))
                .isPresent();
    }

    /** Why it is no frame, in one sentence; empty where it can be decoded to its end. */
    public static Optional<String> fault(byte[] picture) {
        return DECODER.decode(picture, LOOKED_AT) instanceof FrameDecoder.Refused refused
                ? Optional.of(refused.rejection().detail())
                : Optional.empty();
    }

    /** Its kind and size, for a person. */
    static String described(byte[] bytes) {
        return String.format(
                Locale.ROOT,
                "a %s of %.1f kB",
                FrameFormat.of(bytes).map(FrameFormat::name).orElse("file"),
                bytes.length / 1000.0);
    }
}
