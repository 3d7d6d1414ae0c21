package org.skycast.inference.sky;

import java.util.Arrays;
import java.util.Optional;

/** The formats in which a frame may come, told by their first bytes. */
enum FrameFormat {
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
    static Optional<FrameFormat> of(byte[] file) {
        return Arrays.stream(values())
                .filter(format -> isAt(file, 0, format.magic))
                .findFirst();
    }

    /** Its name as the JDK's readers know it. */
    String formatName() {
        return formatName;
    }

    /** Whether the end marker is missing; some cameras pad after it, so it may stand anywhere in the last part. */
    boolean isCutShort(byte[] file) {
        int from = Math.max(0, file.length / 2);
        for (int at = file.length - end.length; at >= from; at--) {
            if (isAt(file, at, end)) {
                return false;
            }
        }
        return true;
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
