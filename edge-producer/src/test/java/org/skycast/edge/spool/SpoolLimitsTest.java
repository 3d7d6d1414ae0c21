package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.SpoolSettings.WhenFull;
import org.skycast.nowcast.observe.Variable;

/** What the spool does when it may not hold everything, and when what it holds is damaged. */
class SpoolLimitsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<Loss> told = new ArrayList<>();

    private Spool spool(int megabytes, Duration age, WhenFull whenFull) {
        Spool spool = Spool.open(new SpoolSettings(file(), megabytes, age, whenFull), NOW);
        spool.onLoss(told::add);
        return spool;
    }

    private Path file() {
        return folder.resolve("spool.db");
    }

    private static Sample reading(int minute) {
        Instant at = NOW.plus(MINUTE.multipliedBy(minute));
        return new Sample.Values("a", at, Integer.toString(minute), Map.of(Variable.AIR_TEMPERATURE, 0.5 * minute));
    }

    private static Sample frame(int minute, int kilobytes) {
        byte[] image = new byte[kilobytes * 1000];
        new Random(minute).nextBytes(image);
        return new Sample.Frame("a", NOW.plus(MINUTE.multipliedBy(minute)), minute + ".jpg", image);
    }

    private static void put(Spool spool, Sample one) {
        boolean isFrame = one instanceof Sample.Frame;
        spool.put(isFrame ? "a/frames/x" : "a/readings/x", isFrame ? Memory.EACH : Memory.LAST, List.of(one), one.at());
    }

    private static List<Long> minutes(Spool spool, Class<?> type) {
        return spool.oldest(Integer.MAX_VALUE, Long.MAX_VALUE).stream()
                .filter(waiting -> type.isInstance(waiting.value()))
                .map(waiting -> Duration.between(NOW, waiting.at()).toMinutes())
                .toList();
    }

    private static List<Long> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> (long) i).toList();
    }

    @Test
    void oldestFramesGiveWayAndNoReadingDoes() {
        try (Spool spool = spool(1, Duration.ofDays(30), WhenFull.dropOldestFramesFirst)) {
            for (int minute = 0; minute < 50; minute++) {
                put(spool, reading(minute));
                put(spool, frame(minute, 100));
            }
            assertThat(minutes(spool, SensorReading.class)).isEqualTo(range(0, 50));
            assertThat(minutes(spool, CameraFrame.class)).isEqualTo(range(41, 50));
            assertThat(spool.state().bytes()).isLessThanOrEqualTo(1_000_000);
            assertThat(spool.state().losses()).singleElement().satisfies(loss -> {
                assertThat(loss.kind()).isEqualTo(Priority.frame);
                assertThat(loss.cause()).isEqualTo(Loss.Cause.spoolFull);
                assertThat(loss.records()).isEqualTo(41);
                assertThat(loss.newest()).isEqualTo(NOW.plus(MINUTE.multipliedBy(40)));
            });
            assertThat(told.stream().mapToLong(Loss::records).sum()).isEqualTo(41);
        }
    }

    @Test
    void whereReadingsAloneFillItTheOldestGoAndANewFrameNeverDrivesOneOut() {
        try (Spool spool = spool(1, Duration.ofDays(300), WhenFull.dropOldestFramesFirst)) {
            List<Sample> many = Stream.iterate(0, i -> i + 1)
                    .limit(30_000)
                    .map(SpoolLimitsTest::reading)
                    .toList();
            spool.put("a/readings/x", Memory.LAST, many, NOW);
            List<Long> kept = minutes(spool, SensorReading.class);
            assertThat(kept).hasSizeBetween(5_000, 29_000).isEqualTo(range(30_000 - kept.size(), 30_000));
            put(spool, frame(1, 100));
            assertThat(minutes(spool, SensorReading.class)).isEqualTo(kept);
            assertThat(minutes(spool, CameraFrame.class)).isEmpty();
            assertThat(spool.state().losses()).extracting(Loss::kind).containsExactly(Priority.frame, Priority.reading);
        }
    }

    @Test
    void spoolThatRefusesKeepsAllThatItHasAndRemembersNothingOfWhatItRefused() {
        try (Spool spool = spool(1, Duration.ofDays(30), WhenFull.refuseNew)) {
            for (int minute = 0; minute < 9; minute++) {
                put(spool, frame(minute, 100));
            }
            assertThatThrownBy(() -> put(spool, frame(9, 100)))
                    .isInstanceOf(SpoolFullException.class)
                    .hasMessageContaining("raise maxMegabytes");
            assertThat(minutes(spool, CameraFrame.class)).isEqualTo(range(0, 9));
            assertThat(spool.all("a/frames/x").contains("9.jpg")).isFalse();
            assertThat(spool.state().losses()).isEmpty();
            spool.trim(spool.oldest(1, 1).stream().map(Spool.Waiting::id).toList());
            put(spool, frame(9, 100));
            assertThat(spool.oldest(100, Long.MAX_VALUE).get(8).value())
                    .isInstanceOfSatisfying(
                            CameraFrame.class,
                            frame -> assertThat(frame.getSequence()).isEqualTo(9));
        }
    }

    @Test
    void whatIsTooOldGoesAndIsCounted() {
        try (Spool spool = spool(10, Duration.ofHours(1), WhenFull.refuseNew)) {
            for (int minute = 0; minute < 90; minute++) {
                put(spool, reading(minute));
            }
            assertThat(minutes(spool, SensorReading.class)).isEqualTo(range(29, 90));
            assertThat(spool.state().losses()).singleElement().satisfies(loss -> {
                assertThat(loss.cause()).isEqualTo(Loss.Cause.tooOld);
                assertThat(loss.records()).isEqualTo(29);
            });
        }
    }

    @Test
    void clockThatLeapsAheadMakesNothingOldUntilItHasShownThatItMeansIt() {
        int years = 60 * 24 * 365 * 14;
        int days = 60 * 24 * 3;
        try (Spool spool = spool(10, Duration.ofHours(1), WhenFull.dropOldestFramesFirst)) {
            put(spool, reading(0));
            put(spool, reading(1));
            put(spool, reading(years));
            put(spool, reading(years + 1));
            put(spool, reading(2));
            assertThat(minutes(spool, SensorReading.class)).containsExactly(0L, 1L, (long) years, years + 1L, 2L);
            spool.trim(spool.oldest(10, Long.MAX_VALUE).stream()
                    .filter(waiting -> waiting.at().isAfter(NOW.plus(Duration.ofDays(1))))
                    .map(Spool.Waiting::id)
                    .toList());
        }
        try (Spool spool = spool(10, Duration.ofHours(1), WhenFull.dropOldestFramesFirst)) {
            put(spool, reading(days));
            assertThat(minutes(spool, SensorReading.class)).containsExactly(0L, 1L, 2L, (long) days);
            put(spool, reading(days + 61));
            assertThat(minutes(spool, SensorReading.class)).containsExactly(days + 61L);
            assertThat(spool.state().losses())
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.records()).isEqualTo(4));
        }
    }

    @Test
    void thirtyDaysOfAReadingAMinuteAreHeld() {
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            int month = 30 * 24 * 60;
            List<Sample> readings = Stream.iterate(0, i -> i + 1)
                    .limit(month)
                    .map(SpoolLimitsTest::reading)
                    .toList();
            spool.put("a/readings/x", Memory.LAST, readings, NOW.plus(Duration.ofDays(30)));
            assertThat(spool.depth()).isEqualTo(month);
            assertThat(spool.state().bytes()).isLessThan(10_000_000);
        }
    }

    @Test
    void recordWhoseBytesHaveChangedIsSetAsideAndTheOthersGoOn() throws SQLException {
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            for (int minute = 0; minute < 3; minute++) {
                put(spool, reading(minute));
            }
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE record SET body = zeroblob(size) WHERE id = 2");
        }
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            assertThat(minutes(spool, SensorReading.class)).containsExactly(0L, 2L);
            assertThat(spool.parked()).singleElement().asString().contains("not those that were written");
            assertThat(told)
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.cause()).isEqualTo(Loss.Cause.damaged));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ofADamagedFileWhatCanBeReadIsSaved(long seed) throws IOException {
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            for (int minute = 0; minute < 300; minute++) {
                put(spool, reading(minute));
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            Random random = new Random(seed);
            // The header of a page in the second half: an interior or a leaf, of the table or of an index.
            long page = file.length() / 4096 / 2 + random.nextInt((int) (file.length() / 4096 / 2));
            file.seek(page * 4096);
            byte[] noise = new byte[64];
            random.nextBytes(noise);
            file.write(noise);
        }
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            assertThat(spool.depth()).isBetween(200L, 300L);
            assertThat(minutes(spool, SensorReading.class))
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(spool.last("a/readings/x")).contains("299");
            put(spool, reading(300));
            assertThat(minutes(spool, SensorReading.class)).contains(300L);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("spool.db-damaged-"));
        }
    }

    @Test
    void noiseBehindTheJournalIsNoDamage() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        try (Spool spool = spool(10, Duration.ofDays(30), WhenFull.refuseNew)) {
            for (int minute = 0; minute < 20; minute++) {
                put(spool, reading(minute));
            }
            // As the power goes: the files as they are on the disk, while the spool is open.
            for (String part : List.of("spool.db", "spool.db-wal")) {
                Files.copy(folder.resolve(part), copy.resolve(part));
            }
        }
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        Files.write(copy.resolve("spool.db-wal"), noise, java.nio.file.StandardOpenOption.APPEND);
        try (Spool spool = Spool.open(copy.resolve("spool.db"), NOW)) {
            assertThat(minutes(spool, SensorReading.class)).isEqualTo(range(0, 20));
        }
    }
}
