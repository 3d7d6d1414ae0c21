package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.source.Taken;
import org.skycast.nowcast.observe.Variable;
import org.skycast.schemas.AvroSerializer;

class SpoolTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @BeforeAll
    static void trustOwnClasses() throws ClassNotFoundException {
        Class.forName(AvroSerializer.class.getName());
    }

    @TempDir
    Path folder;

    private Spool open(Instant now) {
        return Spool.open(folder.resolve("spool.db"), now);
    }

    private static Taken reading(String station, String item) {
        return new Taken.Values(station, NOW, item, Map.of(Variable.AIR_TEMPERATURE, 12.5));
    }

    private static Taken frame(String station, String item) {
        return new Taken.Frame(station, NOW, item, new byte[] {1, 2, 3});
    }

    private static List<SpecificRecord> values(Spool spool) {
        return spool.waitingAfter(0, 100).stream().map(Spool.Waiting::value).toList();
    }

    private static List<Object> sequences(Spool spool) {
        return values(spool).stream()
                .map(v -> v.get(v.getSchema().getField("sequence").pos()))
                .toList();
    }

    @Test
    void numbersBeginAtZeroForEachStationAndStream() {
        try (Spool spool = open(NOW)) {
            spool.put("a/readings/x", List.of(reading("a", "1"), reading("a", "2")));
            spool.put("a/frames/x", List.of(frame("a", "1.jpg")));
            spool.put("b/readings/x", List.of(reading("b", "1")));
            assertThat(sequences(spool)).containsExactly(0L, 1L, 0L, 0L);
        }
    }

    @Test
    void whatPutReturnedFromIsThereAfterACrashWithTheSameNumbersAndEpoch() {
        Spool abandoned = open(NOW);
        abandoned.put("a/readings/x", List.of(reading("a", "1"), reading("a", "2")));
        List<SpecificRecord> before = values(abandoned);
        try (Spool reopened = open(NOW.plusSeconds(99))) {
            assertThat(values(reopened)).isEqualTo(before);
            reopened.put("a/readings/x", List.of(reading("a", "3")));
            assertThat(sequences(reopened)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void putsTogetherThatFailLeaveNothingEvenAfterALaterPut() {
        try (Spool spool = open(NOW)) {
            assertThatThrownBy(() -> spool.together(() -> {
                        spool.put("a/readings/x", List.of(reading("a", "1")));
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
            spool.put("b/readings/x", List.of(reading("b", "1")));
            assertThat(spool.depth()).isEqualTo(1);
            assertThat(spool.lastTaken("a/readings/x")).isEmpty();
        }
    }

    @Test
    void onlyWhatWasAcknowledgedIsTrimmed() {
        try (Spool spool = open(NOW)) {
            spool.put("a/readings/x", List.of(reading("a", "1"), reading("a", "2"), reading("a", "3")));
            spool.trim(List.of(spool.waitingAfter(0, 100).get(1).id()));
            assertThat(sequences(spool)).containsExactly(0L, 2L);
        }
    }

    @Test
    void remembersTheLastReadingAndEachFrame() {
        try (Spool spool = open(NOW)) {
            spool.put("a/readings/x", List.of(reading("a", "1"), reading("a", "2")));
            spool.put("a/frames/x", List.of(frame("a", "1.jpg"), frame("a", "2.jpg")));
            assertThat(spool.lastTaken("a/readings/x")).contains("2");
            assertThat(spool.wasTaken("a/frames/x", "1.jpg")).isTrue();
            assertThat(spool.wasTaken("a/frames/x", "3.jpg")).isFalse();
        }
    }

    @Test
    void aParkedRecordKeepsItsReasonAndNoLongerWaits() {
        try (Spool spool = open(NOW)) {
            spool.put("a/readings/x", List.of(reading("a", "1"), reading("a", "2")));
            spool.park(spool.waitingAfter(0, 1).get(0).id(), "too large");
            assertThat(spool.parked()).containsExactly("too large");
            assertThat(sequences(spool)).containsExactly(1L);
        }
    }
}
