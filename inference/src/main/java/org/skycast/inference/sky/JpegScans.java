package org.skycast.inference.sky;

/**
 * How often a JPEG file has its decoder go over the picture (ITU-T T.81, annex B). Counted as libjpeg walks the file, which
 * the JDK's reader is: a marker may be filled with 0xff before it, stray bytes between segments are passed over, and
 * nothing behind the first end is read. A marker below 0xc0 has no length, for libjpeg ends on it or passes over it.
 */
final class JpegScans {

    private static final int FIRST_WITH_LENGTH = 0xc0;
    private static final int FIRST_RESTART = 0xd0;
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END = 0xd9;
    private static final int START_OF_SCAN = 0xda;

    private JpegScans() {}

    /** The scans before the file's end, none where it is no JPEG; a file of 2 MiB is walked in milliseconds. */
    static int in(byte[] file) {
        if (FrameFormat.of(file).filter(FrameFormat.JPEG::equals).isEmpty()) {
            return 0;
        }
        int scans = 0;
        int at = 0;
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xff;
            if ((file[at] & 0xff) != 0xff || marker == 0xff) {
                at++;
            } else if (marker == END) {
                return scans;
            } else if (marker < FIRST_WITH_LENGTH || (marker >= FIRST_RESTART && marker <= START_OF_IMAGE)) {
                at += 2;
            } else {
                scans += marker == START_OF_SCAN ? 1 : 0;
                at += 2 + length(file, at + 2);
            }
        }
        return scans;
    }

    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? Math.max(2, (file[at] & 0xff) << 8 | (file[at + 1] & 0xff)) : file.length;
    }
}
