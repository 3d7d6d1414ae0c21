package org.skycast.trials.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.streams.StartupException;
import org.skycast.trials.alert.AlertReplayStart.Stretch;

class AlertReplayStartTest {

    private static final Instant FROM = Instant.parse("2026-06-10T00:00:00Z");
    private static final Instant USUAL = FROM.minus(AlertReplayStart.BEFORE);

    /** Hours before the usual beginning. */
    private static Stretch stretch(int begin, int end) {
        return new Stretch(USUAL.minus(Duration.ofHours(begin)), USUAL.minus(Duration.ofHours(end)));
    }

    /** Of many stations one always has an alert: else a replay would begin where the log does. */
    @Test
    void stationsWhoseAlertsOverlapEachOthersBeginEachByItself() {
        var start = AlertReplayStart.among(
                Map.of("a", List.of(stretch(5, -5)), "b", List.of(stretch(20, 4)), "c", List.of(stretch(90, 19))),
                FROM);
        assertThat(start.of("a")).isEqualTo(USUAL.minus(Duration.ofHours(5)));
        assertThat(start.of("b")).isEqualTo(USUAL);
        assertThat(start.of("unknown")).isEqualTo(USUAL);
        assertThat(start.earliest()).isEqualTo(start.of("a"));
    }

    @Test
    void alertsOfAStationThatOverlapAreOne() {
        var start = AlertReplayStart.among(
                Map.of("a", List.of(stretch(50, 51), stretch(30, 9), stretch(10, -1), stretch(45, 29))), FROM);
        assertThat(start.of("a")).isEqualTo(USUAL.minus(Duration.ofHours(45)));
    }

    @Test
    void whatRetentionTookIsRefused() {
        var start = AlertReplayStart.among(Map.of("a", List.of(stretch(5, -5))), FROM);
        assertThatCode(() -> start.requireKept("skycast.forecasts", Optional.empty()))
                .doesNotThrowAnyException();
        assertThatCode(() -> start.requireKept("skycast.forecasts", Optional.of(start.of("a"))))
                .doesNotThrowAnyException();
        Instant later = start.of("a").plusSeconds(1);
        assertThatThrownBy(() -> start.requireKept("skycast.forecasts", Optional.of(later)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("skycast.forecasts holds all forecasts from " + later)
                .hasMessageContaining("give a later --from, at least " + later.plus(AlertReplayStart.BEFORE));
    }
}
