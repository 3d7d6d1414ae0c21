package org.skycast.edge.source.camera;

import java.util.Locale;

/** What a picture's first bytes say of it. */
public final class Picture {

    private Picture() {}

    /** Whether the bytes are a JPEG or a PNG file by their signature. */
    public static boolean is(byte[] bytes) {
        return isJpeg(bytes) || isPng(bytes);
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length > 3 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8 && (bytes[2] & 0xff) == 0xff;
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > 8 && (bytes[0] & 0xff) == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G';
    }

    /** Its kind and size, for a person. */
    static String described(byte[] bytes) {
        return String.format(Locale.ROOT, "a %s of %.1f kB", isPng(bytes) ? "PNG" : "JPEG", bytes.length / 1000.0);
    }
}
