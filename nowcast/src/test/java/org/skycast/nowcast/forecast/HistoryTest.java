package org.skycast.nowcast.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.PastSlot;

class HistoryTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final Reach TWO_HOURS = new Reach(Duration.ofHours(2), Duration.ofHours(1));

    @Test
    void slotsStandInOrderAndAnAmendmentInItsPlaceWhateverComesWhen() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var expected = new TreeMap<Instant, PastSlot>();
            History history = History.EMPTY;
            for (int i = 0; i < 100; i++) {
                Instant start = START.plus(SLOT.multipliedBy(Math.max(0, i / 2 - random.nextInt(6))));
                var slot = new PastSlot(start, i, Map.of(), List.of(), Optional.empty());
                expected.put(start, slot);
                expected.headMap(expected.lastKey().minus(TWO_HOURS.slots()), true)
                        .clear();
                history = history.with(slot, TWO_HOURS);
                assertThat(history.slots()).containsExactlyElementsOf(expected.values());
            }
        }
    }
}
