package org.skycast.edge.source.camera;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a picture's first bytes say of it. */
public final class Picture {

    private static final int BEFORE = 512;
    private static final int BEHIND = 64;
    private static final int LEAST = 4;
    private static final int[] JPEG = {0xff, 0xd8, 0xff};
    private static final int[] JPEG_END = {0xff, 0xd9};
    private static final int[] PNG = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int[] PNG_END = {'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};

    private Picture() {}

    /**
     * The picture in what a camera gave, from its first byte on: some put an end of line, a byte or a header of their own
     * before it. Empty if no JPEG or PNG begins within the first {@value #BEFORE} bytes.
     */
    public static Optional<byte[]> in(byte[] bytes) {
        for (int at = 0; at <= Math.min(BEFORE, bytes.length - LEAST); at++) {
            if (begins(bytes, at, JPEG) || begins(bytes, at, PNG)) {
                return Optional.of(at == 0 ? bytes : Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return Optional.empty();
    }

    /** Whether a picture is there to its end, as far as its markers tell: padding may stand behind it. */
    public static boolean isWhole(byte[] picture) {
        int[] end = begins(picture, 0, PNG) ? PNG_END : JPEG_END;
        for (int at = picture.length - end.length; at >= picture.length - BEHIND && at >= 0; at--) {
            if (begins(picture, at, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] bytes, int at, int[] marker) {
        if (bytes.length < at + marker.length) {
            return false;
        }
        for (int i = 0; i < marker.length; i++) {
            if ((bytes[at + i] & 0xff) != marker[i]) {
                return false;
            }
        }
        return true;
    }

    /** Its kind and size, for a person. */
    static String described(byte[] bytes) {
        return String.format(
                Locale.ROOT, "a %s of %.1f kB", begins(bytes, 0, PNG) ? "PNG" : "JPEG", bytes.length / 1000.0);
    }
}
