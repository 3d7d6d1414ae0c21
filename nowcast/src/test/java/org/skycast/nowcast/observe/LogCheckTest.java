package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.station.Site;

class LogCheckTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration TEN = Duration.ofMinutes(10);

    @Test
    void whatTheTopologyWritesPasses() {
        assertThat(fault("a", START, TEN, 3)).isEmpty();
        assertThat(fault("a", START.plus(TEN), TEN, 0)).isEmpty();
    }

    @Test
    void laterSlotDoesNotSilenceAStation() {
        assertThat(fault("a", Instant.parse("2033-01-01T00:00:00Z"), TEN, 0)).contains(Reason.IN_FUTURE);
        assertThat(fault("a", START.plus(Duration.ofMinutes(20)), TEN, 0)).contains(Reason.IN_FUTURE);
    }

    @Test
    void keyAndSlotMustBeOnes() {
        assertThat(fault("b", START, TEN, 0)).contains(Reason.KEY_MISMATCH);
        assertThat(fault("null", START, TEN, 0)).contains(Reason.KEY_MISMATCH);
        assertThat(fault("a", START.plusSeconds(1), TEN, 0)).contains(Reason.SLOT_UNUSABLE);
        assertThat(fault("a", START, Duration.ofDays(365), 0)).contains(Reason.SLOT_UNUSABLE);
        assertThat(fault("a", START, Duration.ZERO, 0)).contains(Reason.SLOT_UNUSABLE);
        assertThat(fault("a", START, TEN, -1)).contains(Reason.SLOT_UNUSABLE);
    }

    private static Optional<Reason> fault(String key, Instant slotStart, Duration length, int revision) {
        var observation = new Observation(
                "a",
                new Site(55, 12, 10),
                new Slot(slotStart, length),
                revision,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        var logged = new LoggedObservation(observation, new Origin("o", 0, 0), START.plus(TEN));
        return LogCheck.fault(key, logged, TEN).map(Rejection::reason);
    }
}
