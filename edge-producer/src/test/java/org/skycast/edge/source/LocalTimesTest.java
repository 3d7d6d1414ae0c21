package org.skycast.edge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.settings.SettingsException;

class LocalTimesTest {

    private static final LocalTimes OSLO = LocalTimes.of("Europe/Oslo");

    @ParameterizedTest
    @CsvSource({
        // Once, whatever it is near to.
        "2026-06-01T12:00, 2026-01-01T00:00:00Z, 2026-06-01T10:00:00Z",
        // Twice: the one that is nearer, the earlier of equals.
        "2025-10-26T02:30, 2025-10-26T00:31:00Z, 2025-10-26T00:30:00Z",
        "2025-10-26T02:30, 2025-10-26T01:31:00Z, 2025-10-26T01:30:00Z",
        "2025-10-26T02:30, 2025-10-26T01:00:00Z, 2025-10-26T00:30:00Z",
        // Never: as if the clock had not been put on.
        "2026-03-29T02:30, 2026-03-29T05:00:00Z, 2026-03-29T01:30:00Z"
    })
    void nearestIsTaken(LocalDateTime local, Instant near, Instant meant) {
        assertThat(OSLO.nearest(local, near)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-26T02:30, 2025-10-26T00:00:00Z, 2025-10-26T00:30:00Z",
        "2025-10-26T02:30, 2025-10-26T00:30:00Z, 2025-10-26T01:30:00Z",
        "2025-10-26T02:30, 2025-10-26T05:00:00Z, 2025-10-26T01:30:00Z",
        "2026-06-01T12:00, 2027-01-01T00:00:00Z, 2026-06-01T10:00:00Z"
    })
    void firstThatIsLaterIsTaken(LocalDateTime local, Instant last, Instant meant) {
        assertThat(OSLO.after(local, last)).isEqualTo(meant);
    }

    @Test
    void zoneThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> LocalTimes.of("Europe/Olso"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("'Europe/Olso' is no time zone; give one such as UTC or Europe/Oslo.");
    }

    @Test
    void offsetsAreSaidAsPeopleDo() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        assertThat(ClockBound.offset(now.plus(Duration.ofMinutes(125)), now))
                .isEqualTo("2 h 5 min ahead of this computer's clock");
        assertThat(ClockBound.offset(now.minus(Duration.ofDays(180)), now))
                .isEqualTo("180 days behind this computer's clock");
        assertThat(ClockBound.isAhead(now.plus(ClockBound.MOST_AHEAD), now)).isFalse();
        assertThat(ClockBound.isAhead(now.plus(ClockBound.MOST_AHEAD).plusMillis(1), now))
                .isTrue();
    }

    @Test
    void whereClocksBeginIsWhereNoneWasEverSet() {
        for (String begins : List.of(
                "0001-01-01T00:00:00Z",
                "1970-01-01T00:00:12Z",
                "1980-01-06T00:00:00Z",
                "1999-11-29T12:00:00Z",
                "1999-11-30T00:00:00Z",
                "2000-01-01T00:05:00Z")) {
            assertThat(ClockBound.wasNeverSet(Instant.parse(begins))).as(begins).isTrue();
        }
        for (String told : List.of("1995-06-01T00:00:00Z", "2000-01-02T00:00:00Z", "2026-06-01T00:00:00Z")) {
            assertThat(ClockBound.wasNeverSet(Instant.parse(told))).as(told).isFalse();
        }
    }
}
