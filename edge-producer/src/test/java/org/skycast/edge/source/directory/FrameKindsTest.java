package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.CameraPictures;
import org.skycast.edge.source.FrameItem;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;

/** Folders as cameras fill them. */
class FrameKindsTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final Set<String> remembered = new TreeSet<>();
    private Instant now = BEGIN;
    private FrameDirectory source;

    private final TakenItems items = new TakenItems() {
        @Override
        public Optional<String> last(String source) {
            return Optional.empty();
        }

        @Override
        public Set<String> all(String source) {
            return Set.copyOf(remembered);
        }

        @Override
        public void forgetAllBut(String source, Set<String> present) {
            remembered.retainAll(present);
        }
    };

    private DirectoryFrames frames(TimeFrom time, String pattern) {
        return new DirectoryFrames(folder, time, pattern, "UTC", Optional.empty(), Optional.empty());
    }

    private FrameDirectory open(DirectoryFrames frames) {
        source = new FrameDirectory("a", frames, true, metrics, () -> now, items);
        return source;
    }

    private void write(String name, Instant modified, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        write(name, modified, content);
    }

    private void write(String name, Instant modified, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    /** What comes at looks over ten seconds; it is remembered as the spool would. */
    private List<Sample> taken() {
        List<Sample> taken = new ArrayList<>();
        for (int look = 0; look < 5; look++) {
            now = now.plusSeconds(2);
            taken.addAll(source.takeBefore(Instant.MAX));
        }
        taken.forEach(one -> remembered.add(one.item()));
        return taken;
    }

    private long ahead() {
        return metrics.counts().getOrDefault("ahead." + source.name(), 0L);
    }

    private long unreadable() {
        return metrics.counts().getOrDefault("unreadable." + source.name(), 0L);
    }

    @Test
    void nameThatIsWrittenAnewIsAnotherFrameEachTime() throws IOException {
        open(frames(TimeFrom.modified, null));
        for (int minute = 0; minute < 5; minute++) {
            now = BEGIN.plus(Duration.ofMinutes(minute));
            write("latest.jpg", now, 1, minute);
            assertThat(taken())
                    .singleElement()
                    .extracting(Sample::at)
                    .isEqualTo(BEGIN.plus(Duration.ofMinutes(minute)));
            assertThat(taken()).isEmpty();
            // Nor is it taken again over a restart.
            open(frames(TimeFrom.modified, null));
            assertThat(taken()).isEmpty();
        }
    }

    @Test
    void fileWithTheSameBytesIsTheSameWhateverItsTime() throws IOException {
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        write("20260601115500.jpg", BEGIN.minusSeconds(300), 1, 2, 3);
        assertThat(taken()).hasSize(1);
        write("20260601115500.jpg", BEGIN.minusSeconds(10), 1, 2, 3);
        assertThat(taken()).isEmpty();
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        assertThat(taken()).isEmpty();
        write("20260601115500.jpg", BEGIN.minusSeconds(5), 1, 2, 4);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void uploadThatStallsComesAgainOnceItHasGoneOn() throws IOException {
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        write("20260601115500.jpg", BEGIN.minusSeconds(60));
        write("20260601115600.jpg", BEGIN.minusSeconds(60), 1, 2);
        assertThat(taken()).hasSize(2);
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        write("20260601115500.jpg", now, 1, 2, 3, 4);
        write("20260601115600.jpg", now, 1, 2, 3, 4);
        assertThat(taken())
                .extracting(one -> ((Sample.Frame) one).image())
                .containsExactly(new byte[] {1, 2, 3, 4}, new byte[] {1, 2, 3, 4});
        assertThat(taken()).isEmpty();
    }

    @Test
    void whatAnOlderVersionRemembersByNameIsNotTakenAgainUntilItIsWrittenAnew() throws IOException {
        remembered.add("latest.jpg");
        write("latest.jpg", BEGIN.minusSeconds(60), 1);
        open(frames(TimeFrom.modified, null));
        assertThat(taken()).isEmpty();
        write("latest.jpg", now, 2);
        assertThat(taken()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "20260601/image-20260601115500.jpg, \"'image-'yyyyMMddHHmmss\"",
        "2026/06/01/image-20260601115500.jpg, \"'image-'yyyyMMddHHmmss\"",
        "2026-06-01/001/jpg/image-20260601115500.jpg, \"'image-'yyyyMMddHHmmss\"",
        "01-Jun-2026/image-20260601115500.jpg, \"'image-'yyyyMMddHHmmss\"",
        "20260601/11/5500.jpg, \"yyyyMMdd/HH/mmss\"",
        "2026/06/01/115500.png, \"yyyy/MM/dd/HHmmss\"",
    })
    void foldersByDateAreReadAndWhatComesInThem(String name, String pattern) throws IOException {
        DirectoryFrames frames = frames(TimeFrom.name, pattern.replace("\"", ""));
        open(frames);
        assertThat(taken()).isEmpty();
        write(name, BEGIN, CameraPictures.picture("jpeg", 32, 24));
        assertThat(taken()).singleElement().extracting(Sample::at).isEqualTo(Instant.parse("2026-06-01T11:55:00Z"));
        SourceCheck check = new DirectoryCheck("a", frames, () -> now).check(Duration.ofSeconds(1));
        assertThat(check).isInstanceOf(SourceCheck.Ok.class);
        assertThat(check.says())
                .isEqualTo("%s holds 1 pictures; the time of the newest, %s, is 2026-06-01T11:55:00Z."
                        .formatted(folder, name));
        open(frames);
        assertThat(taken()).isEmpty();
        assertThat(unreadable()).isZero();
    }

    @Test
    void otherFoldersAreLeftAsideAndNamed() throws IOException {
        write("private/20260601115500.jpg", BEGIN, 1);
        write("@eaDir/x.jpg", BEGIN, 1);
        write("20260601/thumbs/20260601115500.jpg", BEGIN, 1);
        DirectoryFrames frames = frames(TimeFrom.name, "yyyyMMddHHmmss");
        open(frames);
        assertThat(taken()).isEmpty();
        assertThat(new DirectoryCheck("a", frames, () -> now).check(Duration.ofSeconds(1)))
                .isEqualTo(new SourceCheck.Silent(
                        "%s holds no picture yet; the folder private in it is left aside, for only folders named by date are read."
                                .formatted(folder)));
    }

    @Test
    void clockOfAFileServerIsNotWaitedFor() throws IOException {
        DirectoryFrames frames = frames(TimeFrom.name, "yyyyMMddHHmmss");
        open(frames);
        write("20260601115500.jpg", BEGIN.plusSeconds(3600), 1);
        // It still grows.
        now = now.plusSeconds(2);
        assertThat(source.takeBefore(Instant.MAX)).isEmpty();
        write("20260601115500.jpg", BEGIN.plusSeconds(3601), 1, 2);
        now = now.plusSeconds(2);
        assertThat(source.takeBefore(Instant.MAX)).isEmpty();
        assertThat(taken()).singleElement().extracting(Sample::at).isEqualTo(Instant.parse("2026-06-01T11:55:00Z"));
        assertThat(new DirectoryCheck("a", frames, () -> now)
                        .check(Duration.ofSeconds(1))
                        .says())
                .endsWith(
                        "is 2026-06-01T11:55:00Z. It was last changed at 2026-06-01T13:00:01Z, which is not yet; set the clock of"
                                + " what writes it.");
    }

    @Test
    void frameOfATimeThatIsNotYetCostsItselfAndIsCounted() throws IOException {
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        write("20990101000022.jpg", BEGIN, 1);
        write("20260601115500.jpg", BEGIN, 1);
        assertThat(taken()).hasSize(1);
        assertThat(ahead()).isEqualTo(1);
        open(frames(TimeFrom.modified, null));
        remembered.clear();
        write("ahead.jpg", BEGIN.plusSeconds(3600), 1);
        assertThat(taken())
                .extracting(one -> FrameItem.of(one.item()).orElseThrow().name())
                .doesNotContain("ahead.jpg");
        assertThat(ahead()).isEqualTo(2);
        assertThat(unreadable()).isZero();
    }

    @Test
    void bytesBeforeThePictureAreCutOff() throws IOException {
        open(frames(TimeFrom.name, "yyyyMMddHHmmss"));
        write("20260601115500.jpg", BEGIN, '\r', '\n', 0, 0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9);
        assertThat(((Sample.Frame) taken().get(0)).image())
                .startsWith(0xff, 0xd8, 0xff, 0xe0)
                .endsWith(0xff, 0xd9)
                .hasSize(9);
    }
}
