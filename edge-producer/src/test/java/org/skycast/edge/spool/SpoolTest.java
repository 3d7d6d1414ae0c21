package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.edge.source.Taken;
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

    private static Taken reading(String station, int minute) {
        Instant at = NOW.plusSeconds(60L * minute);
        return new Taken.Values(station, at, Integer.toString(minute), Map.of(Variable.AIR_TEMPERATURE, 1.5 * minute));
    }

    private static List<Long> sequences(Spool spool) {
        return spool.waitingAfter(0, 100).stream()
                .map(waiting -> waiting.value() instanceof SensorReading reading
                        ? reading.getSequence()
                        : ((CameraFrame) waiting.value()).getSequence())
                .toList();
    }

    @Test
    void numbersCountFromZeroForEachStationAndStream() {
        spool.put("a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        spool.put("b/readings/x", List.of(reading("b", 0)));
        spool.put("a/frames/x", List.of(new Taken.Frame("a", NOW, "f", new byte[] {1, 2})));
        assertThat(sequences(spool)).containsExactly(0L, 1L, 0L, 0L);
    }

    @Test
    void whatWasPutIsThereAfterACrashWithTheSameNumbers() {
        spool.put("a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        Spool after = reopened(NOW.plusSeconds(1000));
        assertThat(sequences(after)).containsExactly(0L, 1L);
        SpecificRecord first = after.waitingAfter(0, 1).get(0).value();
        assertThat(((SensorReading) first).getEpoch()).isEqualTo(NOW);
        assertThat(((SensorReading) first).getAirTemperature()).isZero();
        assertThat(((SensorReading) first).getRelativeHumidity()).isNull();
        after.put("a/readings/x", List.of(reading("a", 2)));
        assertThat(sequences(after)).containsExactly(0L, 1L, 2L);
        assertThat(after.lastTaken("a/readings/x")).contains("2");
    }

    @Test
    void putsThatBelongTogetherAreKeptAllOrNot() {
        assertThatThrownBy(() -> spool.together(() -> {
                    spool.put("a/readings/x", List.of(reading("a", 0)));
                    throw new IllegalStateException("power is gone");
                }))
                .hasMessage("power is gone");
        Spool after = reopened(NOW);
        assertThat(after.depth()).isZero();
        assertThat(after.lastTaken("a/readings/x")).isEmpty();
    }

    @Test
    void onlyWhatIsAcknowledgedIsRemoved() {
        spool.put("a/readings/x", List.of(reading("a", 0), reading("a", 1), reading("a", 2)));
        List<Spool.Waiting> waiting = spool.waitingAfter(0, 10);
        spool.trim(List.of(waiting.get(1).id()));
        assertThat(sequences(reopened(NOW))).containsExactly(0L, 2L);
    }

    @Test
    void parkedRecordsStayWithTheirReasonAndAreNotSent() {
        spool.put("a/readings/x", List.of(reading("a", 0), reading("a", 1)));
        spool.park(spool.waitingAfter(0, 1).get(0).id(), "too large");
        assertThat(sequences(reopened(NOW))).containsExactly(1L);
        assertThat(reopened(NOW).parked()).containsExactly("too large");
    }

    @Test
    void framesAreRememberedOneByOne() {
        spool.put("a/frames/x", List.of(new Taken.Frame("a", NOW, "late.jpg", new byte[] {1})));
        assertThat(reopened(NOW).wasTaken("a/frames/x", "late.jpg")).isTrue();
        assertThat(reopened(NOW).wasTaken("a/frames/x", "other.jpg")).isFalse();
    }

    @Test
    void fileThatCannotBeOpenedIsNamed() {
        assertThatThrownBy(() -> Spool.open(folder, NOW))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining(folder.toString());
    }
}
