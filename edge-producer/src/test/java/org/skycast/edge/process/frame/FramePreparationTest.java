package org.skycast.edge.process.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.Sample;
import org.skycast.inference.sky.Pixels;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.station.Site;

class FramePreparationTest {

    private static final Site SITE = new Site(56.88, 14.81, 160);
    private static final Instant NOON = Instant.parse("2026-06-21T11:00:00Z");

    private static FrameResult prepare(PictureSettings settings, byte[] image, Instant at) {
        return new FramePreparation(settings, SITE).prepare(new Sample.Frame("a", at, "f.jpg", image));
    }

    private static byte[] prepared(PictureSettings settings, byte[] image) {
        FrameResult preparation = prepare(settings, image, NOON);
        assertThat(preparation).isInstanceOf(FrameResult.Prepared.class);
        byte[] made = ((FrameResult.Prepared) preparation).frame().image();
        assertThat(new String(made, StandardCharsets.ISO_8859_1)).doesNotContain(CameraPictures.SECRET, "Exif");
        return made;
    }

    private static PictureSettings side(int shortSide) {
        return new PictureSettings(shortSide, 0.85, List.of(), Optional.empty());
    }

    @Test
    void smallJpegLosesItsMetadataAndNoPixelChanges() {
        byte[] plain = CameraPictures.picture("jpg", 256, 192);
        byte[] made = prepared(PictureSettings.DEFAULT, CameraPictures.withSecrets(plain, 1));
        assertThat(CameraPictures.pixels(made).rgb())
                .isEqualTo(CameraPictures.pixels(plain).rgb());
        assertThat(made).isEqualTo(plain);
    }

    @Test
    void smallPngLosesItsTextAndNoPixelChanges() {
        byte[] plain = CameraPictures.picture("png", 256, 192);
        byte[] made = prepared(PictureSettings.DEFAULT, CameraPictures.withSecretChunks(plain));
        assertThat(made).isEqualTo(plain);
    }

    @Test
    void largeFrameIsShrunkToItsShortSideTheSameEachTime() {
        byte[] large = CameraPictures.withSecrets(CameraPictures.picture("jpg", 2560, 1440), 1);
        byte[] made = prepared(PictureSettings.DEFAULT, large);
        Pixels pixels = CameraPictures.pixels(made);
        assertThat(pixels.width()).isEqualTo(569);
        assertThat(pixels.height()).isEqualTo(320);
        assertThat(made).hasSizeLessThan(large.length / 5).isEqualTo(prepared(PictureSettings.DEFAULT, large));
        Pixels wanted = CameraPictures.pixels(CameraPictures.picture("png", 569, 320));
        assertThat(meanDifference(pixels, wanted)).isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void frameThatLiesIsTurnedUpright(int orientation) {
        byte[] made = prepared(
                PictureSettings.DEFAULT,
                CameraPictures.withSecrets(CameraPictures.picture("jpg", 120, 80), orientation));
        Pixels pixels = CameraPictures.pixels(made);
        assertThat(pixels.width()).isEqualTo(orientation < 5 ? 120 : 80);
        // Where the white corner, which lies in the upper left, is to be seen.
        boolean right = List.of(2, 3, 6, 7).contains(orientation);
        boolean below = List.of(3, 4, 7, 8).contains(orientation);
        assertThat(brightness(pixels, right ? 0.9 : 0.1, below ? 0.9 : 0.1)).isGreaterThan(240);
        assertThat(brightness(pixels, right ? 0.1 : 0.9, below ? 0.1 : 0.9)).isLessThan(160);
    }

    @Test
    void maskIsPaintedOutWholly() {
        List<PictureSettings.Corner> window = List.of(
                new PictureSettings.Corner(0, 0),
                new PictureSettings.Corner(0.5, 0),
                new PictureSettings.Corner(0.5, 0.5),
                new PictureSettings.Corner(0, 0.5));
        var settings = new PictureSettings(320, 0.85, List.of(window), Optional.empty());
        for (int side : new int[] {192, 1440}) {
            Pixels made = CameraPictures.pixels(prepared(settings, CameraPictures.picture("jpg", side * 4 / 3, side)));
            for (double x = 0.02; x < 0.5; x += 0.06) {
                for (double y = 0.02; y < 0.5; y += 0.06) {
                    assertThat(brightness(made, x, y)).isCloseTo(128, within(6.0));
                }
            }
            assertThat(brightness(made, 0.95, 0.1)).isLessThan(60);
        }
    }

    @Test
    void frameInTheDarkIsLeftOutWhereThatIsAskedFor() {
        var settings = new PictureSettings(320, 0.85, List.of(), Optional.of(-6.0));
        byte[] image = CameraPictures.picture("jpg", 64, 48);
        assertThat(prepare(settings, image, Instant.parse("2026-12-21T23:00:00Z")))
                .isInstanceOfSatisfying(
                        FrameResult.Dark.class,
                        dark -> assertThat(dark.sunElevation()).isLessThan(-50));
        assertThat(prepare(settings, image, NOON)).isInstanceOf(FrameResult.Prepared.class);
    }

    @Test
    void whatIsNoWholePictureIsRefusedWithItsReason() {
        byte[] image = CameraPictures.picture("jpg", 640, 480);
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        for (byte[] bad : List.of(
                new byte[0],
                noise,
                Arrays.copyOf(image, image.length / 2),
                Arrays.copyOf(CameraPictures.picture("png", 64, 48), 300))) {
            assertThat(prepare(PictureSettings.DEFAULT, bad, NOON))
                    .isInstanceOfSatisfying(
                            FrameResult.Refused.class,
                            refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.IMAGE_UNREADABLE));
        }
    }

    @Test
    void hostileBytesAreRefusedOrHarmless() {
        byte[] image = CameraPictures.withSecrets(CameraPictures.picture("jpg", 200, 100), 1);
        var random = new Random(2);
        for (int round = 0; round < 400; round++) {
            byte[] bent = image.clone();
            for (int i = 0; i < 1 + round % 5; i++) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
            }
            FrameResult preparation = prepare(side(50), bent, NOON);
            if (preparation instanceof FrameResult.Prepared prepared) {
                assertThat(CameraPictures.pixels(prepared.frame().image()).height())
                        .isPositive();
            }
        }
    }

    private static double brightness(Pixels pixels, double x, double y) {
        int at = 3 * ((int) (y * pixels.height()) * pixels.width() + (int) (x * pixels.width()));
        byte[] rgb = pixels.rgb();
        return ((rgb[at] & 0xff) + (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff)) / 3.0;
    }

    private static double meanDifference(Pixels one, Pixels other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return sum / one.rgb().length;
    }
}
