package org.skycast.nowcast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Origin;

/** Rules that ask for skill, over forecasts that carry what their station has taught. */
class LeadSkillTest {

    private static final String STATION = "s";
    private static final Learnt NOTHING = new Learnt(Instant.EPOCH, 0, 0, List.of());

    /** Weighed at ten minutes and at forty; persistence has these shares of it. */
    private static Learnt learnt(int days, double... persistence) {
        List<List<Float>> byLead = Arrays.stream(persistence)
                .mapToObj(share -> List.of((float) share, 0f, 0f, (float) (1 - share)))
                .toList();
        List<Duration> leads = List.of(Duration.ofMinutes(10), Duration.ofMinutes(40));
        return new Learnt(Instant.EPOCH, days, 100, List.of(new Learnt.Weights(Feature.RAIN, leads, byLead)));
    }

    private static Forecast forecast(int slot, double p, Learnt learnt) {
        Forecast of = AlertScene.forecast(STATION, slot, p);
        Forecast.Lineage from = of.lineage();
        return new Forecast(
                of.stationId(),
                of.referenceTime(),
                of.issuedAt(),
                new Forecast.Lineage(
                        from.model(),
                        from.featureSpec(),
                        from.observation(),
                        List.of(),
                        learnt == NOTHING ? Optional.empty() : Optional.of(learnt)),
                of.variables(),
                of.events(),
                of.completeness(),
                of.degraded(),
                of.unfamiliar(),
                of.frameAge(),
                of.readingAge());
    }

    private static boolean isThere(Learnt learnt, int minutes) {
        return LeadSkill.LEARNT.isThere(forecast(1, 0.5, learnt), Feature.RAIN, Duration.ofMinutes(minutes));
    }

    @Test
    void itIsThereWherePersistenceHasLessThanHalfOfTheWeight() {
        assertThat(isThere(learnt(30, 0.8, 0.2), 10)).isFalse();
        assertThat(isThere(learnt(30, 0.8, 0.2), 20)).isFalse();
        assertThat(isThere(learnt(30, 0.8, 0.2), 30)).isTrue();
        assertThat(isThere(learnt(30, 0.8, 0.2), 40)).isTrue();
        assertThat(isThere(learnt(30, 0.8, 0.2), 240)).isTrue();
        assertThat(isThere(learnt(30, 0.2, 0.8), 5)).isTrue();
        assertThat(isThere(learnt(30, 0.2, 0.8), 240)).isFalse();
    }

    @Test
    void whatIsNotKnownIsNotThere() {
        assertThat(isThere(NOTHING, 10)).isFalse();
        assertThat(isThere(learnt(6, 0.1, 0.1), 10)).isFalse();
        assertThat(isThere(learnt(7, 0.1, 0.1), 10)).isTrue();
        assertThat(LeadSkill.LEARNT.isThere(
                        forecast(1, 0.5, learnt(30, 0.1, 0.1)), Feature.AIR_TEMPERATURE, Duration.ofMinutes(10)))
                .isFalse();
    }

    private static AlertRule asking() {
        AlertRule rain = AlertScene.rain("rain");
        return new AlertRule(
                rain.id(),
                rain.revision(),
                rain.from(),
                rain.enabled(),
                rain.title(),
                rain.note(),
                rain.places(),
                rain.condition(),
                rain.levels(),
                rain.timing(),
                new AlertDemands(0.5, Duration.ofMinutes(45), true),
                rain.wording());
    }

    private static List<String> told(AlertRule rule, List<Forecast> forecasts) {
        var judge = new StationAlertJudge(STATION, AlertBook.EMPTY.with(rule), LeadSkill.LEARNT);
        List<String> told = new ArrayList<>();
        StationAlerts state = StationAlerts.NONE;
        for (Forecast forecast : forecasts) {
            AlertOutcome outcome = judge.take(state, forecast, new Origin("o", 0, 1));
            state = outcome.next();
            outcome.messages().forEach(message -> told.add(message.kind() + "/" + message.reason()));
        }
        return told;
    }

    @Test
    void aRuleThatAsksRaisesNothingWhereItIsNotThere() {
        List<Forecast> forecasts = new ArrayList<>();
        for (int slot = 1; slot < 12; slot++) {
            forecasts.add(forecast(slot, 0.9, learnt(30, 0.8, 0.8)));
        }
        assertThat(told(asking(), forecasts)).isEmpty();
        assertThat(told(AlertScene.rain("rain"), forecasts)).contains("RAISED/RAISED");
    }

    @Test
    void anAlertWhoseSkillIsLostIsUnknownAndNotCleared() {
        List<Forecast> forecasts = new ArrayList<>();
        for (int slot = 1; slot < 20; slot++) {
            forecasts.add(forecast(slot, slot < 5 ? 0.9 : 0.0, learnt(30, slot < 5 ? 0.2 : 0.8, 0.2)));
        }
        assertThat(told(asking(), forecasts).subList(0, 2)).containsExactly("RAISED/RAISED", "UNKNOWN/NOT_SKILFUL");
        assertThat(told(asking(), forecasts)).noneMatch(message -> message.startsWith("CLEARED"));
    }
}
