package org.skycast.edge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadenceTest {

    @Test
    void dueTimesAreAlignedJitteredAndMissedOnesAreLeftOut() {
        var cadence = new Cadence(Duration.ofMinutes(5), Duration.ofSeconds(30));
        var now = Instant.parse("2026-06-01T00:02:00Z");
        Cadence.Due first = cadence.after(-1, now, 7);
        assertThat(first.at()).isBetween(Instant.parse("2026-06-01T00:05:00Z"), Instant.parse("2026-06-01T00:05:30Z"));
        assertThat(cadence.after(-1, now, 7)).isEqualTo(first);
        assertThat(cadence.after(first.number(), first.at(), 7).number()).isEqualTo(first.number() + 1);
        Cadence.Due next = cadence.after(first.number(), first.at().plusSeconds(3600), 7);
        assertThat(next.at()).isAfterOrEqualTo(first.at().plusSeconds(3600));
        assertThat(next.number() - first.number()).isBetween(12L, 13L);
    }
}
