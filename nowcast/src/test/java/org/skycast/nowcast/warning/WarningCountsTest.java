package org.skycast.nowcast.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.warning.TestedAlert.Spell;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.nowcast.warning.WarningMatch.JudgedAlert;
import org.skycast.nowcast.warning.WarningMatch.JudgedEvent;

class WarningCountsTest {

    private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");

    private final WarningCounts counts = new WarningCounts();

    private void event(int day, EventFate fate, int lead) {
        Instant onset = START.plus(Duration.ofDays(day));
        var event = new ObservedEvent("s", onset, onset.plusSeconds(3600), 1, true);
        counts.add(new WarningMatch(
                List.of(new JudgedEvent(event, fate, Optional.of(Duration.ofMinutes(lead)), Optional.of("a"))),
                List.of()));
    }

    private void alert(int day, AlertFate fate) {
        Instant begin = START.plus(Duration.ofDays(day));
        var alert = new TestedAlert(
                "a",
                List.of(new Spell(begin, begin.plusSeconds(7200))),
                Duration.ofMinutes(30),
                0.7,
                Optional.of(Kind.CLEARED));
        counts.add(new WarningMatch(List.of(), List.of(new JudgedAlert(alert, fate))));
    }

    @Test
    void figuresAreThoseOfTheContingencyTable() {
        for (int day = 0; day < 12; day++) {
            event(day, day < 8 ? EventFate.HIT : day < 10 ? EventFate.LATE : EventFate.MISSED, 10 * (day + 1));
        }
        for (int day = 0; day < 14; day++) {
            alert(day, day < 10 ? AlertFate.TRUE : AlertFate.FALSE_ALARM);
        }
        event(3, EventFate.UNJUDGED, 0);
        alert(3, AlertFate.UNJUDGED);
        assertThat(counts.events()).isEqualTo(12);
        assertThat(counts.alerts()).isEqualTo(14);
        assertThat(counts.raised()).isEqualTo(15);
        assertThat(counts.pod(1).value()).isCloseTo(8.0 / 12, within(1e-12));
        assertThat(counts.far(1).value()).isCloseTo(4.0 / 14, within(1e-12));
        assertThat(counts.csi(1).value()).isCloseTo(8.0 / 16, within(1e-12));
        assertThat(counts.bias().getAsDouble()).isCloseTo(14.0 / 12, within(1e-12));
        assertThat(counts.active()).isEqualTo(Duration.ofHours(30));
        assertThat(counts.unknown()).isEqualTo(Duration.ofMinutes(450));
        // Leads of the eight hits: 10 to 80 minutes.
        assertThat(counts.lead(0.5)).contains(Duration.ofMinutes(45));
        assertThat(counts.lead(0.1)).contains(Duration.ofMinutes(17));
        assertThat(counts.isTold()).isTrue();
        assertThat(counts.pod(1).interval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isBetween(0.0, 8.0 / 12);
            assertThat(interval.high()).isBetween(8.0 / 12, 1.0);
        });
    }

    /** Resampled days that are all alike would give an interval of no width. */
    @Test
    void whereAllWereHitTheIntervalIsThatOfSoManyDays() {
        for (int day = 0; day < 10; day++) {
            event(day, EventFate.HIT, 30);
            alert(day, AlertFate.TRUE);
        }
        assertThat(counts.pod(1).interval()).hasValueSatisfying(interval -> {
            // 0.025 to the power of a tenth.
            assertThat(interval.low()).isCloseTo(0.6915, within(1e-4));
            assertThat(interval.high()).isEqualTo(1);
        });
        assertThat(counts.far(1).interval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isZero();
            assertThat(interval.high()).isCloseTo(0.3085, within(1e-4));
        });
    }

    @Test
    void fewEventsOrDaysCannotTell() {
        for (int i = 0; i < 9; i++) {
            event(i, EventFate.HIT, 30);
        }
        assertThat(counts.isTold()).isFalse();
        assertThat(counts.pod(1).interval()).isEmpty();
        event(2, EventFate.MISSED, 0);
        assertThat(counts.isTold()).isTrue();
        var oneDay = new WarningCounts();
        List<JudgedEvent> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(new JudgedEvent(
                    new ObservedEvent("s", START.plusSeconds(1200L * i), START.plusSeconds(1200L * i + 600), 1, true),
                    EventFate.MISSED,
                    Optional.empty(),
                    Optional.empty()));
        }
        oneDay.add(new WarningMatch(events, List.of()));
        assertThat(oneDay.isTold()).isFalse();
        // Quiet days count, too: forecasts were judged on them.
        oneDay.judged(List.of(1L, 2L, 3L, 4L, 5L, 6L));
        assertThat(oneDay.isTold()).isTrue();
    }

    @Test
    void whatNeverCameHasNoFigure() {
        assertThat(counts.pod(1).value()).isNaN();
        assertThat(counts.far(1).value()).isNaN();
        assertThat(counts.bias()).isEmpty();
        assertThat(counts.lead(0.5)).isEmpty();
    }
}
