package org.skycast.edge.source.directory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.edge.process.frame.CameraPictures;

/** Pictures with EXIF of texts, by the layouts of TIFF 6.0 and Exif 2.32. */
final class ExifPictures {

    static final int DATE_TIME = 0x0132;
    static final int ORIGINAL = 0x9003;
    static final int DIGITIZED = 0x9004;
    static final int OFFSET = 0x9010;
    static final int OFFSET_ORIGINAL = 0x9011;
    static final int SUBSECOND_ORIGINAL = 0x9291;

    private static final int SUB_DIRECTORY = 0x8769;
    private static final int HEADER = 8;

    private ExifPictures() {}

    /** A JPEG with these texts; {@link #DATE_TIME} goes to the first directory, all else to the second. */
    static byte[] jpeg(Map<Integer, String> texts, ByteOrder order) {
        return jpeg(tiff(texts, order));
    }

    static byte[] jpeg(Map<Integer, String> texts) {
        return jpeg(texts, ByteOrder.BIG_ENDIAN);
    }

    /** A JPEG with this as its EXIF. */
    static byte[] jpeg(byte[] tiff) {
        byte[] picture = CameraPictures.picture("jpeg", 32, 24);
        var bytes = new ByteArrayOutputStream();
        bytes.write(picture, 0, 2);
        bytes.writeBytes(ByteBuffer.allocate(10)
                .putShort((short) 0xffe1)
                .putShort((short) (tiff.length + 8))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .array());
        bytes.writeBytes(tiff);
        bytes.write(picture, 2, picture.length - 2);
        return bytes.toByteArray();
    }

    static byte[] tiff(Map<Integer, String> texts, ByteOrder order) {
        Map<Integer, String> first = new TreeMap<>(texts);
        Map<Integer, String> second = new TreeMap<>(texts);
        first.keySet().retainAll(java.util.Set.of(DATE_TIME));
        second.keySet().remove(DATE_TIME);
        int secondAt = HEADER + length(first, 1);
        ByteBuffer tiff = ByteBuffer.allocate(secondAt + length(second, 0)).order(order);
        String mark = order == ByteOrder.BIG_ENDIAN ? "MM" : "II";
        tiff.put(mark.getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(HEADER);
        directory(tiff, first, HEADER, secondAt);
        directory(tiff, second, secondAt, 0);
        return tiff.array();
    }

    private static int length(Map<Integer, String> texts, int more) {
        return 2
                + 12 * (texts.size() + more)
                + 4
                + texts.values().stream().mapToInt(t -> t.length() + 1).sum();
    }

    private static void directory(ByteBuffer tiff, Map<Integer, String> texts, int at, int next) {
        int entries = texts.size() + (next == 0 ? 0 : 1);
        int place = at + 2 + 12 * entries + 4;
        tiff.position(at).putShort((short) entries);
        for (Map.Entry<Integer, String> one : texts.entrySet()) {
            byte[] text = (one.getValue() + "\0").getBytes(StandardCharsets.US_ASCII);
            tiff.putShort(one.getKey().shortValue()).putShort((short) 2).putInt(text.length);
            if (text.length <= 4) {
                tiff.put(java.util.Arrays.copyOf(text, 4));
            } else {
                tiff.putInt(place);
                System.arraycopy(text, 0, tiff.array(), place, text.length);
                place += text.length;
            }
        }
        if (next != 0) {
            tiff.putShort((short) SUB_DIRECTORY).putShort((short) 4).putInt(1).putInt(next);
        }
        tiff.putInt(0);
    }
}
