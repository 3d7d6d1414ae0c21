package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.FrameItem;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;

class FrameDirectoryTest {

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final Set<String> takenBefore = new TreeSet<>(Set.of("20260601T0000.jpg"));
    private final TakenItems taken = new TakenItems() {
        @Override
        public Optional<String> last(String source) {
            return Optional.empty();
        }

        @Override
        public Set<String> all(String source) {
            return Set.copyOf(takenBefore);
        }

        @Override
        public void forgetAllBut(String source, Set<String> present) {
            takenBefore.retainAll(present);
        }
    };

    private DirectoryFrames config(TimeFrom time) {
        return new DirectoryFrames(folder, time, "yyyyMMdd'T'HHmm", "Europe/Oslo", Optional.empty(), Optional.empty());
    }

    private FrameDirectory frames(TimeFrom time, Instant[] now) {
        return new FrameDirectory("a", config(time), true, metrics, () -> now[0], taken);
    }

    @Test
    void framesComeInTheOrderOfTheirNamesAndNewOnesAsTheyCome() throws IOException {
        for (String name :
                List.of("20260601T0210.jpg", "20260601T0200.jpg", "20260601T0000.jpg", "notes.txt", "x.jpg")) {
            Files.write(folder.resolve(name), new byte[] {1});
        }
        Instant[] now = {Instant.now().plusSeconds(60)};
        FrameDirectory source = frames(TimeFrom.name, now);
        assertThat(source.next()).contains(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(source.takeBefore(Instant.parse("2026-06-01T00:10:00Z"))).hasSize(1);
        assertThat(source.takeBefore(Instant.MAX))
                .extracting(one -> FrameItem.of(one.item()).orElseThrow().name())
                .containsExactly("20260601T0210.jpg");
        assertThat(metrics.counts()).containsEntry("unreadable." + source.name(), 1L);
        // One that was copied afterwards, with an earlier time.
        Files.write(folder.resolve("20260601T0150.jpg"), new byte[] {1});
        assertThat(source.next()).isEmpty();
        now[0] = now[0].plusSeconds(5);
        assertThat(source.takeBefore(Instant.MAX))
                .extracting(one -> FrameItem.of(one.item()).orElseThrow().name())
                .containsExactly("20260601T0150.jpg");
    }

    @Test
    void aNameOfAYearThatCannotBeIsLeftOutAndTheRestGoesOn() throws IOException {
        for (String name : List.of(
                "00010101T0000.jpg",
                "99991231T2300.jpg",
                "20360207T0628.jpg",
                "19700101T0000.jpg",
                "20000101T0000.jpg",
                "20260601T0210.jpg")) {
            Files.write(folder.resolve(name), new byte[] {1});
        }
        FrameDirectory source =
                frames(TimeFrom.name, new Instant[] {Instant.now().plusSeconds(60)});
        assertThat(source.takeBefore(Instant.MAX))
                .extracting(one -> FrameItem.of(one.item()).orElseThrow().name())
                .containsExactly("20260601T0210.jpg");
        assertThat(source.next()).isEmpty();
        assertThat(metrics.counts())
                .containsEntry("unreadable." + source.name(), 3L)
                .containsEntry("ahead." + source.name(), 2L);
    }

    @Test
    void namesAreForgottenOnceTheirFilesHaveBeenAwayForAWhile() throws IOException {
        takenBefore.add("20260601T0100.jpg");
        Files.write(folder.resolve("20260601T0200.jpg"), new byte[] {1});
        Instant[] now = {Instant.now().plusSeconds(60)};
        FrameDirectory source = frames(TimeFrom.name, now);
        assertThat(source.next()).isPresent();
        assertThat(takenBefore).hasSize(2);
        // Of a directory that is empty all of a sudden, nothing is forgotten: it may not be mounted.
        Files.move(folder.resolve("20260601T0200.jpg"), folder.resolve("away"));
        now[0] = now[0].plusSeconds(4000);
        source.next();
        assertThat(takenBefore).hasSize(2);
        Files.move(folder.resolve("away"), folder.resolve("20260601T0200.jpg"));
        now[0] = now[0].plusSeconds(4000);
        source.next();
        assertThat(takenBefore).isEmpty();
    }

    @Test
    void timeMayBeWhenTheFileWasWritten() throws IOException {
        Instant written = Instant.parse("2026-06-01T01:02:03Z");
        Files.setLastModifiedTime(Files.write(folder.resolve("x.png"), new byte[] {1}), FileTime.from(written));
        assertThat(frames(TimeFrom.modified, new Instant[] {Instant.now()}).next())
                .contains(written);
    }

    @Test
    void timeMayBeWhatTheCameraWroteIntoTheFrame() throws IOException {
        Files.write(folder.resolve("x.jpg"), jpegWithExif("2026:06:01 02:03:04"));
        assertThat(frames(TimeFrom.exif, new Instant[] {Instant.now().plusSeconds(60)})
                        .next())
                .contains(Instant.parse("2026-06-01T00:03:04Z"));
    }

    /** Clocks were put back at three on 26 October 2025. */
    @Test
    void ofALocalTimeThatComesTwiceTheOneNearerToWhenTheFileWasWrittenIsTaken() throws IOException {
        Path named = Files.write(folder.resolve("20251026T0230.jpg"), new byte[] {1});
        Path exif = Files.write(folder.resolve("x.jpg"), jpegWithExif("2025:10:26 02:30:00"));
        for (Instant meant : List.of(Instant.parse("2025-10-26T00:30:00Z"), Instant.parse("2025-10-26T01:30:00Z"))) {
            Files.setLastModifiedTime(named, FileTime.from(meant.plusSeconds(40)));
            Files.setLastModifiedTime(exif, FileTime.from(meant.plusSeconds(40)));
            assertThat(FrameTime.from(config(TimeFrom.name)).of(named)).contains(meant);
            assertThat(FrameTime.from(config(TimeFrom.exif)).of(exif)).contains(meant);
        }
    }

    /** An EXIF segment with nothing but DateTimeOriginal, by the TIFF 6.0 and Exif 2.3 layouts, little-endian. */
    private static byte[] jpegWithExif(String time) {
        ByteBuffer tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 0x8769)
                .putShort((short) 4)
                .putInt(1)
                .putInt(26)
                .putInt(0);
        tiff.putShort((short) 1)
                .putShort((short) 0x9003)
                .putShort((short) 2)
                .putInt(20)
                .putInt(44)
                .putInt(0);
        tiff.put(time.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer file = ByteBuffer.allocate(80);
        file.putShort((short) 0xffd8).putShort((short) 0xffe1).putShort((short) (2 + 6 + 64));
        file.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff.array()).putShort((short) 0xffd9);
        return file.array();
    }
}
