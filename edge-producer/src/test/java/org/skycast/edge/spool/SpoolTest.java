package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceBatch;
import org.skycast.nowcast.observe.Variable;

class SpoolTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00.123456Z");

    @TempDir
    Path folder;

    private Spool spool;

    @BeforeEach
    void open() {
        spool = reopened(NOW);
    }

    /** A new connection to the same file, the old one abandoned as by a crash. */
    private Spool reopened(Instant at) {
        return Spool.open(folder.resolve("deep").resolve("spool.db"), at);
    }

    private static Sample reading(String station, int minute) {
        Instant at = NOW.plusSeconds(60L * minute);
        return new Sample.Values(station, at, Integer.toString(minute), Map.of(Variable.AIR_TEMPERATURE, 1.5 * minute));
    }

    private static Sample frame(int number, int bytes) {
        return new Sample.Frame("a", NOW.plusSeconds(number), Integer.toString(number), new byte[bytes]);
    }

    private static void put(Spool spool, String source, List<Sample> taken) {
        spool.put(source, source.contains("/frames/") ? Memory.EACH : Memory.LAST, taken, NOW);
    }

    private static List<Long> sequences(Spool spool) {
        return spool.oldest(100, Long.MAX_VALUE).stream()
                .map(waiting -> waiting.value() instanceof SensorReading reading
                        ? reading.getSequence()
                        : ((CameraFrame) waiting.value()).getSequence())
                .toList();
    }

    @Test
    void numbersCountFromZeroForEachStationAndStream() {
        put(spool, "a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        put(spool, "b/readings/x", List.of(reading("b", 0)));
        put(spool, "a/frames/x", List.of(new Sample.Frame("a", NOW, "f", new byte[] {1, 2})));
        assertThat(sequences(spool)).containsExactly(0L, 1L, 0L, 0L);
    }

    @Test
    void whatWasPutIsThereAfterACrashWithTheSameNumbers() {
        put(spool, "a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        Spool after = reopened(NOW.plusSeconds(1000));
        assertThat(sequences(after)).containsExactly(0L, 1L);
        SpecificRecord first = after.oldest(1, Long.MAX_VALUE).get(0).value();
        assertThat(((SensorReading) first).getEpoch()).isEqualTo(NOW);
        assertThat(((SensorReading) first).getAirTemperature()).isZero();
        assertThat(((SensorReading) first).getRelativeHumidity()).isNull();
        put(after, "a/readings/x", List.of(reading("a", 2)));
        assertThat(sequences(after)).containsExactly(0L, 1L, 2L);
        assertThat(after.last("a/readings/x")).contains("2");
    }

    @Test
    void batchesAreKeptAllOrNone() {
        List<Sample> readings = List.of(reading("a", 0));
        var entry = new ModelJournal.Entry(1, "a", NOW, NOW, new ModelJournal.Silent());
        var first = new SpoolBatch(
                new SourceBatch("a/readings/x", Memory.LAST, readings), new Processed(readings, List.of(entry)));
        var twice = SpoolBatch.unasked(new Processed(List.of(), List.of(entry)));
        assertThatThrownBy(() -> spool.write(List.of(first, twice), NOW))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("journal.number");
        Spool after = reopened(NOW);
        assertThat(after.depth()).isZero();
        assertThat(after.last("a/readings/x")).isEmpty();
        after.journal().forEach(kept -> fail("The entry %s was kept.", kept));
        after.write(List.of(first), NOW);
        assertThat(sequences(after)).containsExactly(0L);
    }

    @Test
    void onlyWhatIsAcknowledgedIsRemoved() {
        put(spool, "a/readings/x", List.of(reading("a", 0), reading("a", 1), reading("a", 2)));
        List<Spool.Waiting> waiting = spool.oldest(10, Long.MAX_VALUE);
        spool.trim(List.of(waiting.get(1).id()));
        assertThat(sequences(reopened(NOW))).containsExactly(0L, 2L);
    }

    @Test
    void parkedRecordsStayWithTheirReasonAndAreNotSent() {
        put(spool, "a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        spool.park(spool.oldest(1, Long.MAX_VALUE).get(0).id(), "too large");
        assertThat(sequences(reopened(NOW))).containsExactly(1L);
        assertThat(reopened(NOW).parked()).containsExactly("too large");
    }

    @Test
    void framesAreRememberedOneByOne() {
        put(spool, "a/frames/x", List.of(new Sample.Frame("a", NOW, "late.jpg", new byte[] {1})));
        assertThat(reopened(NOW).has("a/frames/x", "late.jpg")).isTrue();
        assertThat(reopened(NOW).has("a/frames/x", "other.jpg")).isFalse();
    }

    @Test
    void fileThatCannotBeOpenedIsNamed() {
        assertThatThrownBy(() -> Spool.open(folder, NOW))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file systems have no such rights")
    void nobodyElseReadsWhatWaits() throws IOException {
        Path file = folder.resolve("private.db");
        Files.setPosixFilePermissions(Files.createFile(file), PosixFilePermissions.fromString("rw-r--r--"));
        try (Spool spool = Spool.open(file, NOW)) {
            assertThat(spool.depth()).isZero();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .filter(f -> !f.toString().endsWith("-reserve")))
                        .hasSizeGreaterThan(1)
                        .allSatisfy(f -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                                .endsWith("---"));
            }
        }
    }

    @Test
    void framesThatHaveLeftTheirDirectoryAreForgotten() {
        put(spool, "a/frames/x", List.of(frame(1, 10), frame(2, 10)));
        spool.forgetAllBut("a/frames/x", Set.of("2"));
        assertThat(spool.has("a/frames/x", "1")).isFalse();
        assertThat(spool.has("a/frames/x", "2")).isTrue();
    }
}
