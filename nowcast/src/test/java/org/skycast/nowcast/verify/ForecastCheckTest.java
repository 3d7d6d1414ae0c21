package org.skycast.nowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;

class ForecastCheckTest {

    private static final Instant REFERENCE = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<Duration> LEADS = List.of(Duration.ofMinutes(10), Duration.ofMinutes(20));
    private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);
    private static final List<Float> ROW = List.of(1f, 2f, 3f);

    @Test
    void whatTheTopologyWritesPasses() {
        assertThat(fault("a", variable(LEVELS, List.of(ROW, ROW), 2), event(2, 2)))
                .isEmpty();
    }

    @Test
    void keyTimeAndLeadsMustBeOnes() {
        assertThat(fault("b", variable(LEVELS, List.of(ROW, ROW), 2), event(2, 2)))
                .contains(Reason.KEY_MISMATCH);
    }

    @Test
    void valuesThatAreNotThereAreNotMissedAtTheExpenseOfTheirTruth() {
        List<Forecast.OfVariable> broken = List.of(
                variable(LEVELS, List.of(ROW), 2),
                variable(LEVELS, List.of(ROW, List.of(1f)), 2),
                variable(LEVELS, List.of(ROW, ROW), 1),
                variable(List.of(), List.of(List.of(), List.of()), 2),
                variable(List.of(-1.0, 0.5, 0.9), List.of(ROW, ROW), 2),
                variable(List.of(0.1, Double.NaN, 0.9), List.of(ROW, ROW), 2));
        assertThat(broken)
                .allSatisfy(variable ->
                        assertThat(fault("a", variable, event(2, 2))).contains(Reason.RECORD_UNUSABLE));
        Forecast.OfVariable whole = variable(LEVELS, List.of(ROW, ROW), 2);
        assertThat(fault("a", whole, event(1, 2))).contains(Reason.RECORD_UNUSABLE);
        assertThat(fault("a", whole, event(2, 3))).contains(Reason.RECORD_UNUSABLE);
    }

    private static Forecast.OfVariable variable(List<Double> levels, List<List<Float>> values, int own) {
        return new Forecast.OfVariable(
                Feature.AIR_TEMPERATURE,
                LEADS,
                levels,
                values,
                OptionalDouble.empty(),
                Optional.of(Collections.nCopies(own, 1f)));
    }

    private static Forecast.OfEvent event(int probabilities, int own) {
        return new Forecast.OfEvent(
                new ForecastSpec.Event("rain", Feature.RAIN, 0.1, Feature.RAIN),
                LEADS,
                Collections.nCopies(probabilities, 0.5f),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(Collections.nCopies(own, 0.5f)));
    }

    private static Optional<Reason> fault(String key, Forecast.OfVariable variable, Forecast.OfEvent event) {
        var forecast = new Forecast(
                "a",
                REFERENCE,
                REFERENCE,
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, 0),
                        List.of(),
                        Optional.empty()),
                List.of(variable),
                List.of(event),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return ForecastCheck.fault(key, forecast, REFERENCE).map(Rejection::reason);
    }
}
