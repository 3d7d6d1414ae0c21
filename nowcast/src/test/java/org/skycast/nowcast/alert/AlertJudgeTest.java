package org.skycast.nowcast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.alert.AlertScene.START;
import static org.skycast.nowcast.alert.AlertScene.at;
import static org.skycast.nowcast.alert.AlertScene.forecast;
import static org.skycast.nowcast.alert.AlertScene.level;
import static org.skycast.nowcast.alert.AlertScene.rain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.forecast.Forecast;

/** What one rule tells of what forecasts say. */
class AlertJudgeTest {

    private final AlertScene scene = new AlertScene("a", rain("rain"));

    @Test
    void oneForecastOfThreeRaisesNothingAndTwoDo() {
        scene.say(1, 0.8).say(2, 0.1).say(3, 0.59);
        assertThat(scene.messages).isEmpty();
        scene.say(4, 0.6).say(5, 0.2).say(6, 0.6);
        assertThat(scene.told()).containsExactly("RAISED/RAISED");
        AlertMessage message = scene.messages.get(0);
        assertThat(message.incident().messageId()).isEqualTo("a/rain/2026-06-01T01:00:00Z/1");
        assertThat(message.incident().references()).isEmpty();
        assertThat(message.sent()).isEqualTo(at(6).plus(AlertScene.LATE));
        assertThat(message.texts().get("en").headline()).isEqualTo("Rain at a: 60 %");
    }

    @Test
    void whatWasMeasuredHoursAgoIsNotObservedNow() {
        scene.rained(1, 0.4, Duration.ofHours(5)).rained(2, 0.4, Duration.ofMinutes(50));
        assertThat(scene.messages).extracting(AlertMessage::certainty).containsExactly("Likely");
        AlertScene fresh = new AlertScene("a", AlertScene.rain("rain"))
                .rained(1, 0.4, Duration.ZERO)
                .rained(2, 0.4, Duration.ofMinutes(10));
        assertThat(fresh.messages).extracting(AlertMessage::certainty).containsExactly("Observed");
        AlertScene dry = new AlertScene("a", AlertScene.rain("rain"))
                .rained(1, 0, Duration.ZERO)
                .rained(2, 0, Duration.ZERO);
        assertThat(dry.messages).extracting(AlertMessage::certainty).containsExactly("Likely");
    }

    @Test
    void whatHoversAboveClearIsHeldAndThreeInARowClearIt() {
        scene.raised()
                .say(3, 0.4)
                .say(4, 0.3)
                .say(5, 0.3)
                .say(6, 0.31)
                .say(7, 0.3)
                .say(8, 0.3);
        assertThat(scene.told()).doesNotContain("CLEARED/BELOW_CLEAR");
        scene.say(9, 0.3);
        AlertMessage last = scene.messages.get(scene.messages.size() - 1);
        assertThat(last.kind()).isEqualTo(Kind.CLEARED);
        assertThat(last.incident().references()).hasSize(last.incident().sequence() - 1);
        assertThat(last.incident().raisedAt()).isEqualTo(at(2));
    }

    @Test
    void whatIsAboutToBeClearedIsNotToldBefore() {
        scene.raised().say(3, 0.05).say(4, 0.05).say(5, 0.7);
        assertThat(scene.told()).containsExactly("RAISED/RAISED");
        scene.say(6, 0.05).say(7, 0.05).say(8, 0.05);
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "CLEARED/BELOW_CLEAR");
    }

    @Test
    void whatCannotBeJudgedCountsForNeitherSide() {
        scene.say(1, 0.8).lack(2, "rain").say(3, 0.8);
        assertThat(scene.told()).containsExactly("RAISED/RAISED");
        scene.say(4, 0.1).lack(5, "rain").lack(6, "rain").say(7, 0.1);
        assertThat(scene.told()).containsExactly("RAISED/RAISED");
        scene.say(8, 0.1);
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "CLEARED/BELOW_CLEAR");
    }

    @Test
    void anIncidentLastsItsLeastTime() {
        scene.raised().say(3, 0).say(4, 0);
        assertThat(scene.told()).noneMatch(told -> told.startsWith("CLEARED"));
        scene.say(5, 0);
        assertThat(scene.told()).endsWith("CLEARED/BELOW_CLEAR");
    }

    @Test
    void withinTheCooldownItIsTheSameIncidentAndAfterItAnother() {
        scene.raised().say(3, 0).say(4, 0).say(5, 0).say(6, 0.7);
        assertThat(scene.told()).endsWith("CLEARED/BELOW_CLEAR", "RAISED/RAISED_AGAIN");
        assertThat(scene.messages)
                .extracting(message -> message.incident().id())
                .containsOnly("a/rain/2026-06-01T00:20:00Z");
        scene.say(7, 0).say(8, 0).say(9, 0).say(16, 0.7);
        assertThat(scene.told()).endsWith("CLEARED/BELOW_CLEAR");
        scene.say(17, 0.7);
        assertThat(scene.messages.get(scene.messages.size() - 1).incident().id())
                .isEqualTo("a/rain/2026-06-01T02:50:00Z");
    }

    @Test
    void aSensorThatIsLostIsUnknownAndNeverAnAllClear() {
        scene.raised();
        for (int slot = 3; slot < 60; slot++) {
            scene.lack(slot, "rain");
        }
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "UNKNOWN/DEGRADED", "EXPIRED/NOT_RENEWED");
        AlertMessage unknown = scene.messages.get(1);
        assertThat(unknown.sent()).as("when it fell due").isEqualTo(at(2).plus(Duration.ofMinutes(45)));
        assertThat(unknown.certainty()).isEqualTo("Unknown");
        assertThat(unknown.texts().get("en").headline()).contains("no all-clear");
    }

    @Test
    void aStationThatFallsSilentIsUnknownByTimeAlone() {
        scene.raised().pass(at(6)).pass(at(7));
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "UNKNOWN/NO_FORECAST");
        scene.say(8, 0.8);
        assertThat(scene.told()).endsWith("UPDATED/JUDGEABLE_AGAIN");
        scene.pass(at(2000));
        assertThat(scene.told()).endsWith("UNKNOWN/NO_FORECAST", "EXPIRED/NOT_RENEWED");
        assertThat(scene.forgotten).containsExactly("rain");
        assertThat(scene.state.states()).isEmpty();
    }

    @Test
    void whatWasCountedBeforeAGapDoesNotClear() {
        scene.raised().say(3, 0.1).say(4, 0.1).say(60, 0.1);
        assertThat(scene.told()).noneMatch(told -> told.startsWith("CLEARED"));
    }

    @Test
    void whatIsTooOldOrTooThinIsNotJudged() {
        scene.raised();
        for (int slot = 3; slot < 8; slot++) {
            scene.take(aged(slot, 1, Duration.ofMinutes(44)));
        }
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "UNKNOWN/STALE");
        for (int slot = 8; slot < 60; slot++) {
            scene.take(aged(slot, 0.49, Duration.ofMinutes(5)));
        }
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "UNKNOWN/STALE", "EXPIRED/NOT_RENEWED");
    }

    private static Forecast aged(int slot, double completeness, Duration readings) {
        Forecast f = forecast("a", slot, 0);
        return new Forecast(
                f.stationId(),
                f.referenceTime(),
                f.issuedAt(),
                f.lineage(),
                f.variables(),
                f.events(),
                completeness,
                List.of(),
                List.of(),
                f.frameAge(),
                Optional.of(readings));
    }

    @Test
    void aSwingAboutTheThresholdIsToldThreeTimesADayAtTheMost() {
        for (int slot = 1; slot <= 144; slot++) {
            scene.say(slot, 0.6 + 0.05 * Math.sin(slot));
        }
        assertThat(scene.messages.size()).isBetween(1, 3);
        assertThat(scene.told()).contains("RAISED/RAISED").noneMatch(told -> told.startsWith("CLEARED"));
    }

    @Test
    void itIsToldAgainBeforeItIsStale() {
        scene.raised();
        for (int slot = 3; slot <= 400; slot++) {
            scene.say(slot, 0.8);
        }
        Instant good = scene.messages.get(0).span().staleAfter();
        for (AlertMessage next : scene.messages.subList(1, scene.messages.size())) {
            assertThat(next.reason()).isEqualTo(AlertReason.REFRESHED);
            assertThat(next.sent()).isBefore(good);
            good = next.span().staleAfter();
        }
        assertThat(scene.messages.size()).isBetween(8, 10);
    }

    @Test
    void oneIncidentGoesUpAndDownTheLevels() {
        var levels = new AlertScene("a", rain("rain", 1, START, true, level(0.4, 0.2), level(0.8, 0.5)));
        levels.say(1, 0.5).say(2, 0.5).say(3, 0.9).say(4, 0.9);
        assertThat(levels.told()).startsWith("RAISED/RAISED").endsWith("UPDATED/LEVEL_UP");
        levels.say(5, 0.3).say(6, 0.3).say(7, 0.3);
        assertThat(levels.told()).endsWith("UPDATED/LEVEL_DOWN");
        levels.say(8, 0.3).say(9, 0.1).say(10, 0.1).say(11, 0.1);
        assertThat(levels.told()).endsWith("CLEARED/BELOW_CLEAR");
        assertThat(levels.messages)
                .extracting(message -> message.incident().id())
                .containsOnly("a/rain/2026-06-01T00:20:00Z");
    }

    @Test
    void theBeginningAndTheEndAreToldAndSoAreTheirShifts() {
        List<Float> rain = new ArrayList<>(Collections.nCopies(24, 0f));
        Collections.fill(rain.subList(5, 8), 0.9f);
        scene.take(forecast("a", 1, rain, List.of())).take(forecast("a", 2, rain, List.of()));
        AlertSpan span = scene.messages.get(0).span();
        assertThat(span.onset()).isEqualTo(at(7));
        assertThat(span.ends()).contains(at(10));
        scene.take(forecast("a", 3, rain, List.of()));
        assertThat(scene.messages).as("ten minutes later").hasSize(1);
        scene.take(forecast("a", 4, rain, List.of()));
        assertThat(scene.told()).endsWith("UPDATED/ONSET");
    }

    @Test
    void aRuleThatIsWithdrawnIsCancelledOnce() {
        scene.raised();
        scene.book = scene.book.with(rain("rain", 2, at(4), false, level(0.6, 0.3)));
        scene.say(3, 0.8).say(4, 0.8).say(5, 0.8).pass(at(30));
        assertThat(scene.told()).containsExactly("RAISED/RAISED", "CANCELLED/WITHDRAWN");
        assertThat(scene.messages.get(1).sentence()).contains("withdrawn", "cried wolf");
        var silent = new AlertScene("a", rain("rain"), rain("rain", 2, at(3), false, level(0.6, 0.3)));
        silent.raised().pass(at(40)).pass(at(41));
        assertThat(silent.told()).containsExactly("RAISED/RAISED", "UNKNOWN/NO_FORECAST", "CANCELLED/WITHDRAWN");
    }

    @Test
    void aRuleThatMeansSomethingElseIsCancelledAndOneThatIsOnlySurerGoesOn() {
        scene.raised();
        scene.book = scene.book.with(rain("rain", 2, at(3), true, level(0.7, 0.2)));
        scene.say(3, 0.8).say(4, 0.25).say(5, 0.25).say(6, 0.25);
        assertThat(scene.messages).extracting(AlertMessage::kind).doesNotContain(Kind.CANCELLED, Kind.CLEARED);
        var worse = new AlertLevel(
                AlertSeverity.Severe, 0.1, 0.1, 0.6, 0.3, java.util.OptionalDouble.empty(), AlertCalibration.NONE);
        scene.book = scene.book.with(rain("rain", 3, at(7), true, worse));
        scene.say(7, 0.8).say(8, 0.8);
        assertThat(scene.told()).endsWith("CANCELLED/CHANGED", "RAISED/RAISED");
    }

    @Test
    void aForecastThatIsNotNewerIsLeft() {
        scene.raised();
        StationAlerts before = scene.state;
        scene.say(2, 0).say(1, 0).say(2, 1);
        assertThat(scene.state).isEqualTo(before);
        assertThat(scene.messages).hasSize(1);
    }
}
