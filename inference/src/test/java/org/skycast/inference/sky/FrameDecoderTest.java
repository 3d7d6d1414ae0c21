package org.skycast.inference.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.inference.sky.FrameDecoder.Decoded;
import org.skycast.inference.sky.FrameDecoder.Outcome;
import org.skycast.inference.sky.FrameDecoder.Refused;
import org.skycast.nowcast.observe.Rejection.Reason;

class FrameDecoderTest {

    private final FrameDecoder decoder = new FrameDecoder();

    @ParameterizedTest
    @CsvSource({
        "jpeg," + BufferedImage.TYPE_3BYTE_BGR,
        "jpeg," + BufferedImage.TYPE_BYTE_GRAY,
        "png," + BufferedImage.TYPE_3BYTE_BGR,
        "png," + BufferedImage.TYPE_BYTE_GRAY,
        "png," + BufferedImage.TYPE_INT_ARGB,
        "png," + BufferedImage.TYPE_BYTE_INDEXED,
        "png," + BufferedImage.TYPE_USHORT_GRAY
    })
    void picturesOfAllKindsAreDecoded(String format, int type) {
        Outcome outcome = decoder.decode(SeededPictures.file(format, 31, 17, type, 1));
        assertThat(outcome).isInstanceOf(Decoded.class);
        Pixels pixels = ((Decoded) outcome).pixels();
        assertThat(pixels.width()).isEqualTo(31);
        assertThat(pixels.height()).isEqualTo(17);
        assertThat(pixels.rgb()).hasSize(31 * 17 * 3);
    }

    @Test
    void coloursComeInTheOrderRedGreenBlue() {
        var image = SeededPictures.file("png", 2, 2, BufferedImage.TYPE_3BYTE_BGR, 3);
        Pixels pixels = ((Decoded) decoder.decode(image)).pixels();
        byte[] argb = SeededPictures.file("png", 2, 2, BufferedImage.TYPE_INT_RGB, 3);
        assertThat(pixels.rgb())
                .isEqualTo(((Decoded) decoder.decode(argb)).pixels().rgb());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void picturesCutShortAreRefused(long seed) {
        var random = new Random(seed);
        String format = seed % 2 == 0 ? "jpeg" : "png";
        byte[] whole = SeededPictures.file(format, 64, 48, BufferedImage.TYPE_3BYTE_BGR, seed);
        for (int i = 0; i < 50; i++) {
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 1));
            assertThat(reason(decoder.decode(cut))).isEqualTo(Reason.IMAGE_UNREADABLE);
        }
    }

    @Test
    void whatIsNoPictureIsRefused() {
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        assertThat(reason(decoder.decode(random))).isEqualTo(Reason.IMAGE_UNREADABLE);
        assertThat(reason(decoder.decode(new byte[0]))).isEqualTo(Reason.IMAGE_UNREADABLE);
        byte[] text = "GIF89a, or so it says".getBytes(StandardCharsets.US_ASCII);
        assertThat(reason(decoder.decode(text))).isEqualTo(Reason.IMAGE_UNREADABLE);
    }

    @Test
    void largeFilesAreRefusedUnread() {
        assertThat(reason(decoder.decode(new byte[(2 << 20) + 1]))).isEqualTo(Reason.IMAGE_TOO_LARGE);
    }

    @Test
    void fewBytesThatClaimManyPixelsAreRefusedBeforeTheyAreDecoded() {
        // 60,000 x 60,000 pixels would take 10.8 GB.
        assertThat(reason(decoder.decode(pngClaiming(60_000, 60_000)))).isEqualTo(Reason.IMAGE_TOO_LARGE);
        assertThat(reason(decoder.decode(pngClaiming(Integer.MAX_VALUE, Integer.MAX_VALUE))))
                .isEqualTo(Reason.IMAGE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void damagedBytesNeverThrow(long seed) {
        var random = new Random(seed);
        byte[] whole = seed % 2 == 0 ? SeededPictures.jpeg(40, 30, seed) : SeededPictures.file("png", 40, 30, 5, seed);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> decoder.decode(damaged)).doesNotThrowAnyException();
        }
    }

    @Test
    void bytesAfterTheEndDoNoHarm() {
        byte[] whole = SeededPictures.jpeg(64, 48, 5);
        assertThat(decoder.decode(Arrays.copyOf(whole, whole.length + 100))).isInstanceOf(Decoded.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0xff})
    void paddingLongerThanThePictureDoesNoHarm(int padding) {
        byte[] whole = SeededPictures.jpeg(64, 48, 5);
        byte[] padded = Arrays.copyOf(whole, 9 * whole.length);
        Arrays.fill(padded, whole.length, padded.length, (byte) padding);
        assertThat(decoder.decode(padded)).isInstanceOf(Decoded.class);
        byte[] cut = padded.clone();
        Arrays.fill(cut, whole.length - 20, cut.length, (byte) padding);
        assertThat(reason(decoder.decode(cut))).isEqualTo(Reason.IMAGE_UNREADABLE);
    }

    static Stream<Arguments> otherKinds() {
        return Stream.of(
                Arguments.of("GIF89a", "a GIF"),
                Arguments.of("RIFF\1\2\3\4WEBPVP8", "a WebP"),
                Arguments.of("RIFF\1\2\3\4AVI LIST", "an AVI film"),
                Arguments.of("BM\1\2", "a BMP"),
                Arguments.of("II*\0\1", "a TIFF"),
                Arguments.of("MM\0*\1", "a TIFF"),
                Arguments.of("\0\0\0\30ftypheic", "a HEIC"),
                Arguments.of("\0\0\0\30ftypavif", "an AVIF"),
                Arguments.of("\0\0\0\30ftypisom", "an MP4 film"),
                Arguments.of("\37\213\10", "something packed by gzip"),
                Arguments.of("\r\n<!DOCTYPE html>", "a web page"));
    }

    @ParameterizedTest
    @MethodSource("otherKinds")
    void whatIsOfAnotherKindIsNamed(String beginning, String name) {
        byte[] file = beginning.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((Refused) decoder.decode(file)).rejection().detail())
                .isEqualTo("The %d bytes are %s, and neither a JPEG nor a PNG image; have the camera make one of these."
                        .formatted(file.length, name));
    }

    @Test
    void emptyFilesAndOthersAreRefusedInASentenceToo() {
        assertThat(((Refused) decoder.decode(new byte[0])).rejection().detail()).isEqualTo("The image is empty.");
        assertThat(((Refused) decoder.decode(new byte[] {1, 2, 3})).rejection().detail())
                .isEqualTo("The 3 bytes are neither a JPEG nor a PNG image.");
    }

    private static Reason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        var rejection = ((Refused) outcome).rejection();
        assertThat(rejection.detail()).endsWith(".");
        return rejection.reason();
    }

    private static byte[] pngClaiming(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4 + 12)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .putInt(0)
                .put("IEND".getBytes(StandardCharsets.US_ASCII))
                .putInt(0xae426082)
                .array();
    }
}
