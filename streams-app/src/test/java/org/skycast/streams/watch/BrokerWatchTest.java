package org.skycast.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean there = new AtomicBoolean(true);
    private final BrokerWatch watch = new BrokerWatch("b:9092", there::get, now::get, Duration.ofMinutes(1));

    private Optional<String> lookAfter(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return watch.look();
    }

    @Test
    void aBrokerThatIsAwayIsToldOnceThePatienceIsOverAndUntilItIsBack() {
        lookAfter(5);
        assertThat(watch.isThere()).isTrue();
        there.set(false);
        lookAfter(5);
        assertThat(watch.isThere()).isFalse();
        lookAfter(55);
        assertThat(watch.silence()).isEmpty();
        lookAfter(1);
        assertThat(watch.silence()).contains("no broker has answered at b:9092 for 61 s");
        there.set(true);
        lookAfter(5);
        assertThat(watch.silence()).isEmpty();
        assertThat(watch.isThere()).isTrue();
    }

    @Test
    void itIsNewsOnceThatItIsLostAndOnceThatItIsBack() {
        assertThat(lookAfter(5)).isEmpty();
        there.set(false);
        assertThat(lookAfter(5)).isEmpty();
        assertThat(lookAfter(5))
                .contains(
                        "No broker has answered at b:9092 for 10 s. The stages wait, and go on by themselves once one does.");
        assertThat(lookAfter(5)).isEmpty();
        there.set(true);
        assertThat(lookAfter(5)).contains("A broker answers again at b:9092, after 20 s.");
        assertThat(lookAfter(5)).isEmpty();
    }

    @Test
    void oneLookThatFailsIsNoNews() {
        there.set(false);
        assertThat(lookAfter(5)).isEmpty();
        there.set(true);
        assertThat(lookAfter(5)).isEmpty();
    }

    /** A look that hangs is no answer. */
    @Test
    void silenceIsToldEvenWhereNobodyLooks() {
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(watch.silence()).isPresent();
    }
}
