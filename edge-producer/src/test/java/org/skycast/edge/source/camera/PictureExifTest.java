package org.skycast.edge.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.skycast.edge.process.frame.CameraPictures;

class PictureExifTest {

    @Test
    void textThatUnpacksToAThousandfoldIsNotUnpacked() {
        byte[] png = CameraPictures.picture("png", 64, 48);
        var bomb = new ByteArrayOutputStream();
        int header = 8 + 12 + 13;
        bomb.write(png, 0, header);
        chunk(bomb, "zTXt", packed("Comment\0\0", 100_000_000));
        chunk(bomb, "iCCP", packed("Profile\0\0", 100_000_000));
        bomb.write(png, header, png.length - header);
        assertThat(PictureExif.of(bomb.toByteArray()).getDirectories()).isEmpty();
    }

    @Test
    void whateverTheBytesAreTheAnswerIsWhatCanBeRead() {
        var random = new Random(5);
        for (String format : new String[] {"png", "jpeg"}) {
            byte[] whole = CameraPictures.picture(format, 64, 48);
            for (int i = 0; i < 300; i++) {
                byte[] damaged = whole.clone();
                for (int flips = 0; flips < 8; flips++) {
                    damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt(256);
                }
                assertThat(PictureExif.of(damaged)).isNotNull();
            }
        }
        assertThat(PictureExif.of(new byte[0]).getDirectories()).isEmpty();
    }

    private static byte[] packed(String name, int zeros) {
        var deflater = new Deflater(9);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            bytes.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream to, String name, byte[] content) {
        byte[] named = ByteBuffer.allocate(4 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(named);
        to.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        to.writeBytes(named);
        to.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
