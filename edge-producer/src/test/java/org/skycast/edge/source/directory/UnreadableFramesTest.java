package org.skycast.edge.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.FrameItem;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.directory.DirectoryFrames.TimeFrom;

/** Files that cannot be read, for a while or for good. */
class UnreadableFramesTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    private final EdgeMetrics metrics = new EdgeMetrics();
    private final List<String> read = new ArrayList<>();
    private Instant now = BEGIN;
    private int failures;

    private DirectoryFrames config() {
        return new DirectoryFrames(folder, TimeFrom.name, "yyyyMMddHHmmss", "UTC", Optional.empty(), Optional.empty());
    }

    /** Of a directory of which the file of 11:55 cannot be read so often. */
    private FrameDirectory open(boolean follow, int failing) {
        failures = failing;
        return new FrameDirectory("a", config(), follow, metrics, () -> now, TakenItems.NONE, file -> {
            read.add(file.name());
            if (file.name().equals("20260601115500.jpg") && failures-- > 0) {
                throw new AccessDeniedException(file.path().toString());
            }
            return file.read();
        });
    }

    private Path write(String name, int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Path file = Files.write(folder.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(60)));
        return file;
    }

    /** What comes within so long, at a look every ten seconds. */
    private List<String> taken(FrameDirectory source, Duration span) {
        List<String> names = new ArrayList<>();
        for (Instant end = now.plus(span); now.isBefore(end); now = now.plusSeconds(10)) {
            for (Sample one : source.takeBefore(Instant.MAX)) {
                names.add(FrameItem.of(one.item()).orElseThrow().name());
            }
        }
        return names;
    }

    private long counted() {
        return metrics.counts().getOrDefault("unreadable.a/frames/" + folder.getFileName(), 0L);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "5, 1"})
    void fileThatCannotBeReadForAWhileIsTakenAndCountedOnceAndHoldsUpNoOther(int failing, long counted)
            throws IOException {
        write("20260601115500.jpg", 1, 2);
        write("20260601115600.jpg", 3, 4);
        FrameDirectory source = open(true, failing);
        assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
        write("20260601115700.jpg", 5, 6);
        now = now.plusSeconds(1);
        assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
        assertThat(taken(source, Duration.ofHours(2))).containsExactly("20260601115500.jpg");
        assertThat(counted()).isEqualTo(counted);
    }

    @Test
    void fileThatCannotBeReadForGoodIsTriedSixTimesAndThenLeftUntilItIsWrittenAnew() throws IOException {
        write("20260601115500.jpg", 1, 2);
        FrameDirectory source = open(true, 6);
        assertThat(taken(source, Duration.ofHours(5))).isEmpty();
        assertThat(read).hasSize(6);
        assertThat(counted()).isEqualTo(1);
        write("20260601115500.jpg", 1, 2, 3);
        assertThat(taken(source, Duration.ofMinutes(1))).containsExactly("20260601115500.jpg");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 0"})
    void whereWhatIsThereIsReadOnceItIsTriedThreeTimesAndNothingElseIsLost(int failing, int given) throws IOException {
        write("20260601115500.jpg", 1, 2);
        write("20260601115600.jpg", 3, 4);
        FrameDirectory source = open(false, failing);
        List<String> names = new ArrayList<>();
        for (int turns = 0; turns < 10 && !source.isExhausted(); turns++) {
            source.takeBefore(Instant.MAX)
                    .forEach(one ->
                            names.add(FrameItem.of(one.item()).orElseThrow().name()));
        }
        assertThat(source.isExhausted()).isTrue();
        assertThat(names).hasSize(1 + given).contains("20260601115600.jpg");
        assertThat(counted()).isEqualTo(1 - given);
        // Nothing says that it was taken: another run takes it.
        assertThat(taken(open(false, 0), Duration.ofSeconds(20))).contains("20260601115500.jpg");
    }

    @Test
    void fileThatHasGoneSinceTheLookCostsNothing() throws IOException {
        Path file = write("20260601115500.jpg", 1, 2);
        FrameDirectory source = open(true, 0);
        assertThat(source.next()).isPresent();
        Files.delete(file);
        assertThat(taken(source, Duration.ofHours(2))).isEmpty();
        assertThat(counted()).isZero();
    }

    @Test
    void fileOfThreeGigabytesCostsItselfAloneAndIsNotRead() throws IOException {
        try (var large =
                new RandomAccessFile(folder.resolve("20260601115500.jpg").toFile(), "rw")) {
            large.setLength(3L << 30);
        }
        Files.setLastModifiedTime(folder.resolve("20260601115500.jpg"), FileTime.from(BEGIN.minusSeconds(60)));
        write("20260601115600.jpg", 3, 4);
        assertThat(taken(open(true, 0), Duration.ofMinutes(1))).containsExactly("20260601115600.jpg");
        assertThat(read).containsExactly("20260601115600.jpg");
        assertThat(counted()).isEqualTo(1);
    }

    /** Whoever may do everything, as in containers, may also read what nobody may. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatTheEdgesUserMayNotReadIsSaidByTheCheck() throws IOException {
        Path file = write("20260601115500.jpg", 1, 2);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");
        SourceCheck check = new DirectoryCheck("a", config(), () -> now).check(Duration.ofSeconds(1));
        assertThat(check).isInstanceOf(SourceCheck.Failed.class);
        assertThat(check.says())
                .isEqualTo(
                        "%s holds 1 pictures; the newest, 20260601115500.jpg, cannot be read (the edge's user may not);"
                                        .formatted(folder)
                                + " let the edge's user read it.");
        Path inner = Files.createDirectory(folder.resolve("20260601"));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("---------"));
        assertThat(new DirectoryCheck("a", config(), () -> now)
                        .check(Duration.ofSeconds(1))
                        .says())
                .contains("the folder 20260601 in it is not read, for the edge's user may not;");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
    }
}
