package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void eventTimeGoesAsManyTimesFasterAndNeverPastNow() {
        Instant start = FIRST.plusSeconds(1000);
        var now = new AtomicReference<>(start);
        Pace pace = Pace.times(60, now::get);
        assertThat(pace.horizon(FIRST)).isEqualTo(FIRST);
        now.set(start.plusSeconds(10));
        assertThat(pace.horizon(FIRST.plusSeconds(5))).isEqualTo(FIRST.plusSeconds(600));
        now.set(start.plusSeconds(100));
        assertThat(pace.horizon(FIRST)).isEqualTo(start.plusSeconds(100));
    }
}
