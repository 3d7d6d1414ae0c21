package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.observe.SequenceWindow.Fresh;
import org.skycast.nowcast.observe.SequenceWindow.Seen;

class SequenceWindowTest {

    private static final Instant EPOCH = Instant.EPOCH;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachNumberIsFreshOnceInAnyOrder(long seed) {
        var random = new Random(seed);
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < 200; i++) {
            numbers.add(i);
            if (random.nextBoolean()) {
                numbers.add(i);
            }
        }
        Collections.shuffle(numbers, random);
        SequenceWindow window = SequenceWindow.EMPTY;
        Set<Long> seen = new HashSet<>();
        for (long number : numbers) {
            var sighting = window.see(EPOCH, number);
            assertThat(sighting instanceof Fresh).isEqualTo(seen.add(number));
            if (sighting instanceof Fresh fresh) {
                window = fresh.window();
            }
        }
        assertThat(window.runs().get(0).gaps()).isEmpty();
    }

    @Test
    void newSpoolStartsANewEpochAndTheOldOneIsStillKnown() {
        SequenceWindow window = see(see(SequenceWindow.EMPTY, EPOCH, 5), EPOCH.plusSeconds(1), 0);
        assertThat(window.see(EPOCH, 5)).isInstanceOf(Seen.class);
        assertThat(window.see(EPOCH, 6)).isInstanceOf(Fresh.class);
        assertThat(window.see(EPOCH.plusSeconds(1), 0)).isInstanceOf(Seen.class);
    }

    @Test
    void memoryIsBounded() {
        SequenceWindow window = SequenceWindow.EMPTY;
        for (long i = 0; i < 5000; i++) {
            window = see(window, EPOCH.plusSeconds(i / 1000), 2 * i);
        }
        assertThat(window.runs()).hasSize(SequenceWindow.EPOCHS);
        assertThat(window.runs()).allMatch(run -> run.gaps().size() <= SequenceWindow.GAPS);
    }

    private static SequenceWindow see(SequenceWindow window, Instant epoch, long number) {
        return ((Fresh) window.see(epoch, number)).window();
    }
}
