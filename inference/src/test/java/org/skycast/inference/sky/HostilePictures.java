package org.skycast.inference.sky;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small files that ask for much work, built of a well-formed picture. */
public final class HostilePictures {

    private HostilePictures() {}

    /** A progressive JPEG as the JDK writes it, with ten scans. */
    public static byte[] progressive(int width, int height) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The same with its last scan, which says nothing new, so often that the file has {@code size} bytes. */
    public static byte[] ofManyScans(int width, int height, int size) {
        byte[] whole = progressive(width, height);
        int scan = lastScan(whole);
        var bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, scan);
        while (bytes.size() < size - whole.length) {
            bytes.write(whole, scan, whole.length - 2 - scan);
        }
        bytes.write(whole, whole.length - 2, 2);
        return bytes.toByteArray();
    }

    private static int lastScan(byte[] jpeg) {
        int at = jpeg.length - 2;
        while (!((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xda)) {
            at--;
        }
        return at;
    }

    /** A PNG file of one colour, bit depth 1 and grey. */
    public static byte[] png(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        int row = 1 + (width + 7) / 8;
        byte[] rows = new byte[Math.multiplyExact(row, height)];
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        bytes.writeBytes(chunk("IHDR", header));
        bytes.writeBytes(chunk("IDAT", deflated(rows)));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** The PNG file with a compressed text of so many zeros behind its header. */
    public static byte[] withText(byte[] png, int zeros) {
        int afterHeader = 8 + 12 + 13;
        byte[] name = "Comment\0\0".getBytes(StandardCharsets.US_ASCII);
        byte[] text = deflated(new byte[zeros]);
        byte[] content = Arrays.copyOf(name, name.length + text.length);
        System.arraycopy(text, 0, content, name.length, text.length);
        var bytes = new ByteArrayOutputStream();
        bytes.write(png, 0, afterHeader);
        bytes.writeBytes(chunk("zTXt", content));
        bytes.write(png, afterHeader, png.length - afterHeader);
        return bytes.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9);
        deflater.setInput(content);
        deflater.finish();
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            bytes.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return bytes.toByteArray();
    }
}
