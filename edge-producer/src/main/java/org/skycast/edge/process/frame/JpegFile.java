package org.skycast.edge.process.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.skycast.inference.sky.FrameFormat;

/** A JPEG file's segments (ITU-T T.81, annex B). The file has been decoded before, so that its structure holds. */
final class JpegFile {

    private static final int APP0 = 0xe0;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;

    /** A JFIF header without its thumbnail, less the density, which is copied: T.871, section 10.1. */
    private static final int JFIF_BARE = 16;

    private JpegFile() {}

    static boolean is(byte[] file) {
        return FrameFormat.of(file).filter(FrameFormat.JPEG::equals).isPresent();
    }

    /** Whether its decoder must hold all of it at once; false where it is no JPEG file. */
    static boolean isProgressive(byte[] file) {
        for (int at = is(file) ? 2 : file.length; at + 4 <= file.length && (file[at] & 0xff) == 0xff; ) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xc2 || marker == 0xc6 || marker == 0xca || marker == 0xce) {
                return true;
            }
            if (marker == START_OF_SCAN || marker == END) {
                return false;
            }
            at = marker == 0xff ? at + 1 : at + 2 + length(file, at + 2);
        }
        return false;
    }

    /**
     * The file with nothing in it but what decoding needs: the coded picture, JFIF without its thumbnail, the colour
     * profile and Adobe's colour transform. EXIF, XMP, IPTC, comments, makers' own segments and all that follows the
     * picture are gone; the coded picture is copied as it is.
     */
    static byte[] bare(byte[] file) {
        var bare = new ByteArrayOutputStream(file.length);
        bare.write(file, 0, 2);
        int at = 2;
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xff;
            if ((file[at] & 0xff) != 0xff) {
                at++; // stray bytes between segments, which decoders pass over
            } else if (marker == 0xff) {
                at++;
            } else if (marker == END) {
                break;
            } else {
                int end = isAlone(marker) ? at + 2 : Math.min(file.length, at + 2 + length(file, at + 2));
                copy(file, marker, at, end, bare);
                at = marker == START_OF_SCAN ? copyScan(file, end, bare) : end;
            }
        }
        bare.write(0xff);
        bare.write(END);
        return bare.toByteArray();
    }

    private static void copy(byte[] file, int marker, int at, int end, ByteArrayOutputStream to) {
        boolean jfif = marker == APP0 && begins(file, at + 4, end, "JFIF\0") && end - at >= JFIF_BARE + 2;
        if (jfif) {
            byte[] header = Arrays.copyOfRange(file, at, at + JFIF_BARE + 2);
            header[2] = 0;
            header[3] = JFIF_BARE;
            header[16] = 0;
            header[17] = 0;
            to.write(header, 0, header.length);
            return;
        }
        boolean application = (marker >= APP0 && marker <= APP15) || marker == COMMENT;
        boolean needed = (marker == APP2 && begins(file, at + 4, end, "ICC_PROFILE\0"))
                || (marker == APP14 && begins(file, at + 4, end, "Adobe"));
        if (!application || needed) {
            to.write(file, at, end - at);
        }
    }

    /** Copies the coded data after a scan's header, restart markers included; gives where the next segment begins. */
    private static int copyScan(byte[] file, int from, ByteArrayOutputStream to) {
        int at = from;
        while (at + 1 < file.length) {
            int next = file[at + 1] & 0xff;
            boolean marker = (file[at] & 0xff) == 0xff && next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7);
            if (marker) {
                break;
            }
            at++;
        }
        to.write(file, from, at - from);
        return at;
    }

    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static boolean begins(byte[] file, int at, int end, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return at + bytes.length <= end && Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? Math.max(2, (file[at] & 0xff) << 8 | (file[at + 1] & 0xff)) : file.length;
    }
}
