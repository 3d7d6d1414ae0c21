package org.skycast.edge.process.frame;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.inference.sky.Pixels;

/** Pictures that are made up, and what cameras hide in them. */
public final class CameraPictures {

    /** What must never leave the station. */
    static final String SECRET = "59.913900N 10.752200E";

    private CameraPictures() {}

    /** Red to the left, blue below, by places; a white square in the upper left corner. */
    public static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 255 - 255 * x / width;
                int blue = 255 * y / height;
                boolean corner = x < width / 4 && y < height / 4;
                image.setRGB(x, y, corner ? 0xffffff : red << 16 | ((x * 7 + y * 3) % 32) << 8 | blue);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A JPEG with EXIF of this orientation, XMP, IPTC, a comment, a maker's segment and something behind its end. */
    static byte[] withSecrets(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
        exif.put("Exif\0\0II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation);
        var bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        segment(bytes, 0xe1, exif.array());
        segment(bytes, 0xe1, text("http://ns.adobe.com/xap/1.0/\0" + SECRET));
        segment(bytes, 0xed, text("Photoshop 3.0\0" + SECRET));
        segment(bytes, 0xe7, text("MAKER " + SECRET));
        segment(bytes, 0xfe, text(SECRET));
        bytes.write(jpeg, 2, jpeg.length - 2);
        bytes.writeBytes(text(SECRET));
        return bytes.toByteArray();
    }

    /** A PNG with text, EXIF and a private chunk. */
    static byte[] withSecretChunks(byte[] png) {
        int header = 8 + 12 + 13;
        var bytes = new ByteArrayOutputStream();
        bytes.write(png, 0, header);
        chunk(bytes, "tEXt", text("Location\0" + SECRET));
        chunk(bytes, "eXIf", text("MM\0*" + SECRET));
        chunk(bytes, "prVt", text(SECRET));
        bytes.write(png, header, png.length - header);
        return bytes.toByteArray();
    }

    private static void segment(ByteArrayOutputStream to, int marker, byte[] content) {
        to.write(0xff);
        to.write(marker);
        to.write(content.length + 2 >> 8);
        to.write(content.length + 2);
        to.writeBytes(content);
    }

    private static void chunk(ByteArrayOutputStream to, String name, byte[] content) {
        var crc = new CRC32();
        crc.update(text(name));
        crc.update(content);
        to.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        to.writeBytes(text(name));
        to.writeBytes(content);
        to.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Pixels pixels(byte[] file) {
        return ((FrameDecoder.Decoded) new FrameDecoder().decode(file)).pixels();
    }
}
