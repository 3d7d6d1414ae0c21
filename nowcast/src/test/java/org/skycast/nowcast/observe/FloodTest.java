package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/** What a station that floods, or numbers its records as nobody does, comes to. */
class FloodTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Station STATION = new Station("a", "a", new Site(55, 12, 10));

    private final MemoryJoinStore store = new MemoryJoinStore();
    private final ObservationSession session =
            new ObservationSession(new StationObserver(ObservePolicy.of(Duration.ofMinutes(10), 36)), STATION, store);
    private final List<Reason> reasons = new ArrayList<>();
    private long missing;

    @Test
    void readingsOfASlotAreCountedUpToACap() {
        for (int i = 0; i < 8_190; i++) {
            read(i, START.plusMillis(50L * i), i);
        }
        assertThat(reasons).hasSize(8_190 - ObservePolicy.READINGS_A_SLOT).containsOnly(Reason.TOO_MANY);
        SlotTally tally = store.tallies().startingAt(START).orElseThrow();
        assertThat(tally.readings()).isEqualTo(ObservePolicy.READINGS_A_SLOT);
        assertThat(tally.inputs()).containsExactly(new InputRun("r", 0, 0, ObservePolicy.READINGS_A_SLOT - 1));
        read(9_000, START.plusSeconds(601), 9_000);
        assertThat(reasons).hasSize(8_190 - ObservePolicy.READINGS_A_SLOT);
    }

    @Test
    void offsetsInAnyOrderEndInTheSameRuns() {
        List<InputRun> runs = List.of();
        for (long offset : new long[] {7, 3, 8, 4, 20}) {
            runs = InputRun.with(runs, new Origin("r", 0, offset));
        }
        assertThat(InputRun.origins(runs)).extracting(Origin::offset).containsExactly(3L, 4L, 7L, 8L, 20L);
        assertThat(runs).hasSize(3);
    }

    @Test
    void numbersAtTheEndsOfTheirRangeAreRejectedAndCountNothingAsMissing() {
        read(0, START, 0);
        for (long number : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, SequenceWindow.LAST + 1}) {
            read(number, START.plusSeconds(10), 1);
        }
        assertThat(reasons).hasSize(4).containsOnly(Reason.NUMBER_UNUSABLE);
        assertThat(missing).isZero();
        read(SequenceWindow.LAST, START.plusSeconds(20), 2);
        assertThat(missing).isEqualTo(SequenceWindow.MISSED_AT_ONCE);
        read(1, START.plusSeconds(30), 3);
        assertThat(reasons).as("what the jump passed over may yet come").hasSize(4);
    }

    private void read(long sequence, Instant at, long offset) {
        var stamp = new Stamp("a", Stream.READINGS, START, sequence, at, at, new Origin("r", 0, offset));
        var decided = session.read(new Reading(stamp, Map.of(Variable.PRESSURE, 1000.0)));
        decided.rejections().forEach(rejection -> reasons.add(rejection.reason()));
        missing += decided.missing();
    }
}
