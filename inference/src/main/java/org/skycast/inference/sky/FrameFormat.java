package org.skycast.inference.sky;

import java.util.Arrays;
import java.util.Optional;

/** The formats in which a frame may come, told by their first bytes. */
public enum FrameFormat {
    JPEG("jpeg", new int[] {0xff, 0xd8, 0xff}, new int[] {0xff, 0xd9}),
    PNG("png", new int[] {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, new int[] {'I', 'E', 'N', 'D'});

    private final String formatName;
    private final int[] magic;
    private final int[] end;

    FrameFormat(String formatName, int[] magic, int[] end) {
        this.formatName = formatName;
        this.magic = magic;
        this.end = end;
    }

    /** The format of a file, if it is one of these. */
    public static Optional<FrameFormat> of(byte[] file) {
        return at(file, 0);
    }

    /** The format of a file that begins at a place in {@code bytes}, if one does. */
    public static Optional<FrameFormat> at(byte[] bytes, int place) {
        return Arrays.stream(values())
                .filter(format -> isAt(bytes, place, format.magic))
                .findFirst();
    }

    /** Its name as the JDK's readers know it. */
    String formatName() {
        return formatName;
    }

    /** How many bytes it begins with before the first segment or chunk. */
    public int signatureLength() {
        return this == JPEG ? 2 : magic.length;
    }

    /** Whether the marker of its end stands within the last {@code last} bytes. */
    public boolean isEndedWithin(byte[] file, int last) {
        int from = Math.max(0, file.length - last);
        for (int at = file.length - end.length; at >= from; at--) {
            if (isAt(file, at, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the end marker is missing; some cameras pad after it, so it may stand anywhere in the last half of what is no
     * padding.
     */
    boolean isCutShort(byte[] file) {
        int used = file.length;
        while (used > 0 && (file[used - 1] == 0 || file[used - 1] == (byte) 0xff)) {
            used--;
        }
        return !isEndedWithin(file, file.length - used / 2);
    }

    private static boolean isAt(byte[] file, int at, int[] marker) {
        for (int i = 0; i < marker.length; i++) {
            if (file.length <= at + i || (file[at + i] & 0xff) != marker[i]) {
                return false;
            }
        }
        return true;
    }
}
