package org.skycast.inference.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.inference.sky.FrameDecoder.Decoded;
import org.skycast.inference.sky.FrameDecoder.Outcome;
import org.skycast.inference.sky.FrameDecoder.Refused;
import org.skycast.nowcast.observe.Rejection.Reason;

/** No file asks for more work than a camera's picture does. */
class HostilePicturesTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final FrameDecoder decoder = new FrameDecoder();

    @ParameterizedTest
    @CsvSource({"16,16,1000000", "256,192,20000", "1024,768,2000000", "4000,3000,150000"})
    void picturesOfManyScansAreRefusedBeforeTheyAreDecoded(int width, int height, int size) {
        byte[] file = HostilePictures.ofManyScans(width, height, size);
        assertRefused(file, "times");
    }

    @Test
    void scansThatAreHiddenBehindFillBytesStrayBytesAndOddMarkersAreCounted() {
        byte[] plain = HostilePictures.progressive(64, 48);
        var odd = new ByteArrayOutputStream();
        int scans = 0;
        for (int at = 0; at < plain.length; at++) {
            boolean scan = at + 1 < plain.length && (plain[at] & 0xff) == 0xff && (plain[at + 1] & 0xff) == 0xda;
            if (scan) {
                odd.writeBytes(
                        new byte[] {7, (byte) 0xff, 0x55, (byte) 0xff, (byte) 0xd3, 0, (byte) 0xff, (byte) 0xff});
                scans++;
            }
            odd.write(plain[at]);
        }
        assertThat(JpegScans.in(plain)).isEqualTo(scans).isEqualTo(10);
        assertThat(JpegScans.in(odd.toByteArray())).isEqualTo(scans);
    }

    @Test
    void aScanInAThumbnailOrBehindTheEndIsNone() {
        byte[] plain = SeededPictures.jpeg(64, 48, 1);
        byte[] many = HostilePictures.ofManyScans(16, 16, 30_000);
        var file = new ByteArrayOutputStream();
        file.write(plain, 0, 2);
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (30_002 >> 8), (byte) (30_002 & 0xff)});
        file.write(many, 0, Math.min(30_000, many.length));
        file.writeBytes(new byte[Math.max(0, 30_000 - many.length)]);
        file.write(plain, 2, plain.length - 2);
        file.writeBytes(many);
        assertThat(JpegScans.in(file.toByteArray())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"12000000,1", "1,12000000", "40000,300", "1,41", "30001,390"})
    void picturesThatAreLinesAreRefused(int width, int height) {
        assertRefused(HostilePictures.png(width, height), "on a side");
    }

    @ParameterizedTest
    @CsvSource({"1920,1080", "640,16", "12000,1000"})
    void whatCamerasMakeIsDecoded(int width, int height) {
        assertThat(decoder.decode(HostilePictures.png(width, height))).isInstanceOf(Decoded.class);
        assertThat(decoder.decode(HostilePictures.progressive(width, height))).isInstanceOf(Decoded.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDecoderThatTakesTooLongIsEnded(boolean jpeg) {
        // Each look at the clock costs five seconds, and decoders look at it some twenty times.
        var seconds = new AtomicLong();
        var slow = new FrameDecoder(2 << 20, 12_000_000, () -> seconds.addAndGet(5) * 1_000_000_000L);
        byte[] file = jpeg ? HostilePictures.progressive(800, 600) : HostilePictures.png(800, 600);
        Outcome outcome = slow.decode(file);
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).rejection().reason()).isEqualTo(Reason.IMAGE_TOO_LARGE);
        assertThat(((Refused) outcome).rejection().detail()).contains("longer than 30 s");
        assertThat(seconds).as("It was ended on the way").hasValueLessThan(60);
    }

    @Test
    void compressedTextBesideThePictureIsNotUnpacked() {
        byte[] bomb = HostilePictures.withText(HostilePictures.png(64, 48), 200_000_000);
        assertTimeoutPreemptively(
                AT_ONCE, () -> assertThat(decoder.decode(bomb)).isInstanceOf(Decoded.class));
    }

    private void assertRefused(byte[] file, String why) {
        Outcome outcome = assertTimeoutPreemptively(AT_ONCE, () -> decoder.decode(file));
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).rejection().reason()).isEqualTo(Reason.IMAGE_TOO_LARGE);
        assertThat(((Refused) outcome).rejection().detail()).contains(why).endsWith(".");
    }
}
