package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.process.frame.FrameResult;
import org.skycast.edge.process.frame.PictureSettings;
import org.skycast.edge.source.Mutations;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.camera.Picture;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;
import org.skycast.nowcast.station.Site;

/** Picture files with bytes changed, through the source and the preparation: each is prepared or refused in words. */
@Timeout(300)
class FrameFuzzTest {

    private static final int FILES = 10_000;

    @TempDir
    Path folder;

    private static byte[] picture(String format) throws IOException {
        var image = new BufferedImage(24, 16, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < 24; x++) {
            for (int y = 0; y < 16; y++) {
                image.setRGB(x, y, x * 10 << 16 | y * 15 << 8 | 200);
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    @Test
    void everyFileIsPreparedOrRefused() throws IOException {
        var random = new SplittableRandom(3);
        List<byte[]> pictures = List.of(picture("jpeg"), picture("png"));
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("%08d.%s".formatted(i, i % 2 == 0 ? "jpg" : "png"));
            Files.write(file, Mutations.of(pictures.get(i % 2), random));
        }
        var frames = new DirectoryFrames(folder, TimeFrom.modified, null, null, Optional.empty(), Optional.empty());
        var metrics = new EdgeMetrics();
        Instant later = Instant.now().plus(Duration.ofMinutes(1));
        var source = new FrameDirectory("a", frames, false, metrics, () -> later, TakenItems.NONE);
        List<Sample> given = new ArrayList<>(source.takeBefore(Instant.MAX));
        assertThat(given.size() + metrics.counts().getOrDefault("unreadable." + source.name(), 0L))
                .isEqualTo(FILES);
        var preparation = new FramePreparation(PictureSettings.DEFAULT, new Site(59.9, 10.7, 20));
        long begun = System.nanoTime();
        int refused = 0;
        for (Sample one : given) {
            FrameResult result = preparation.prepare((Sample.Frame) one);
            if (result instanceof FrameResult.Refused no) {
                refused++;
                assertThat(no.rejection().detail()).isNotBlank().doesNotContain("\n");
            } else {
                assertThat(result).isInstanceOf(FrameResult.Prepared.class);
            }
        }
        assertThat(refused).isBetween(FILES / 20, FILES);
        assertThat(System.nanoTime() - begun).isLessThan(120_000_000_000L);
    }

    @Test
    void pictureIsFoundBehindWhateverStandsBeforeIt() throws IOException {
        var random = new SplittableRandom(4);
        byte[] jpeg = picture("jpeg");
        for (int before : IntStream.of(0, 1, 2, 100, 511, 512).toArray()) {
            byte[] file = new byte[before + jpeg.length];
            for (int i = 0; i < before; i++) {
                file[i] = (byte) random.nextInt(128);
            }
            System.arraycopy(jpeg, 0, file, before, jpeg.length);
            assertThat(Picture.in(file))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(jpeg));
        }
        assertThat(Picture.in(new byte[2000])).isEmpty();
        assertThat(Picture.isWhole(jpeg)).isTrue();
        assertThat(Picture.isWhole(java.util.Arrays.copyOf(jpeg, jpeg.length - 1)))
                .isFalse();
    }
}
