package org.skycast.edge.process.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.skycast.inference.sky.FrameFormat;

/** A PNG file's chunks (ISO/IEC 15948). The file has been decoded before, so that its structure holds. */
final class PngFile {

    /** A chunk's length, name and checksum. */
    private static final int AROUND = 12;

    /** The picture and its colours; text, times, EXIF, animation and private chunks are not among them. */
    private static final Set<String> NEEDED =
            Set.of("IHDR", "PLTE", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "IDAT", "IEND");

    private PngFile() {}

    /** The file with nothing in it but the coded picture, copied as it is, and what its colours mean. */
    static byte[] bare(byte[] file) {
        var bare = new ByteArrayOutputStream(file.length);
        int signature = FrameFormat.PNG.signatureLength();
        bare.write(file, 0, signature);
        for (int at = signature; at + AROUND <= file.length; ) {
            long length = ByteBuffer.wrap(file, at, 4).getInt() & 0xffffffffL;
            int end = (int) Math.min(file.length, at + AROUND + length);
            String name = new String(file, at + 4, 4, StandardCharsets.US_ASCII);
            if (NEEDED.contains(name)) {
                bare.write(file, at, end - at);
            }
            if (name.equals("IEND")) {
                break;
            }
            at = end;
        }
        return bare.toByteArray();
    }
}
