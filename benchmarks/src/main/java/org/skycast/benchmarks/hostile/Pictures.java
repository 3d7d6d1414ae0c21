package org.skycast.benchmarks.hostile;

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

/** Picture files: small ones that are well, and such as ask their decoder for more than a camera's picture does. */
final class Pictures {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Pictures() {}

    /** A JPEG of one shade of blue and grey, from 0 to 119. */
    static byte[] jpeg(int shade) {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, (shade + i % 64) * 0x010102);
        }
        return written(image, ImageWriteParam.MODE_DISABLED);
    }

    /** A progressive JPEG as the JDK writes it, black, with ten scans. */
    static byte[] progressive(int width, int height) {
        return written(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), ImageWriteParam.MODE_DEFAULT);
    }

    private static byte[] written(BufferedImage image, int mode) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(mode);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The last scan of a progressive JPEG, which says nothing new, so many times more. */
    static byte[] ofManyScans(int times) {
        byte[] whole = progressive(16, 16);
        int scan = whole.length - 2;
        while (!((whole[scan] & 0xff) == 0xff && (whole[scan + 1] & 0xff) == 0xda)) {
            scan--;
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, scan);
        for (int i = 0; i <= times; i++) {
            bytes.write(whole, scan, whole.length - 2 - scan);
        }
        bytes.write(whole, whole.length - 2, 2);
        return bytes.toByteArray();
    }

    /** A PNG of one colour, one bit a pixel. */
    static byte[] png(int width, int height) {
        return png(width, height, new byte[Math.multiplyExact(1 + (width + 7) / 8, height)]);
    }

    /** The same with any rows, such as none. */
    static byte[] png(int width, int height, byte[] rows) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PNG);
        bytes.writeBytes(chunk("IHDR", header));
        bytes.writeBytes(chunk("IDAT", deflated(rows)));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** The PNG with a compressed text of so many zeros behind its header. */
    static byte[] withText(byte[] png, int zeros) {
        int afterHeader = PNG.length + 12 + 13;
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
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
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
