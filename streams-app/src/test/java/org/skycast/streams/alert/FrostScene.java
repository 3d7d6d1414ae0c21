package org.skycast.streams.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertDemands;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertPlaces;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.alert.AlertTiming;
import org.skycast.nowcast.alert.AlertWording;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.observe.Origin;

/** A rule of frost and forecasts for it. Times are counted in slots. */
final class FrostScene {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(10);

    private FrostScene() {}

    static AlertRule frost(int revision, int from, boolean enabled) {
        return new AlertRule(
                "frost",
                revision,
                at(from),
                enabled,
                "Frost",
                "",
                new AlertPlaces(List.of("*"), Map.of()),
                new AlertCondition(
                        Feature.AIR_TEMPERATURE,
                        Optional.empty(),
                        AlertCondition.Measure.VALUE,
                        AlertRelation.BELOW,
                        "degF",
                        new AlertCondition.LeadWindow(SLOT, Duration.ofMinutes(60))),
                List.of(new AlertLevel(
                        AlertSeverity.Severe, 0, 32, 0.6, 0.3, OptionalDouble.empty(), AlertCalibration.NONE)),
                new AlertTiming(2, 3, 3, Duration.ZERO, Duration.ofHours(1), Duration.ofHours(8)),
                new AlertDemands(0.5, Duration.ofMinutes(45), false),
                new AlertWording(
                        AlertWording.Status.Actual,
                        AlertWording.Scope.Public,
                        ZoneOffset.UTC,
                        Optional.of("Orchard"),
                        Map.of(),
                        Map.of("crop", "apple")));
    }

    static Forecast forecast(String station, int slot, float temperature) {
        List<Duration> leads = List.of(SLOT, Duration.ofMinutes(60));
        List<Float> values = List.of(temperature - 2, temperature, temperature + 2);
        var variable = new Forecast.OfVariable(
                Feature.AIR_TEMPERATURE,
                leads,
                List.of(0.1, 0.5, 0.9),
                List.of(values, values),
                OptionalDouble.of(temperature),
                Optional.empty());
        return new Forecast(
                station,
                at(slot),
                at(slot).plusSeconds(60),
                new Forecast.Lineage(
                        new Forecaster.Model("m", "1", ""),
                        "slots-1",
                        new Origin("o", 0, slot),
                        List.of(),
                        Optional.empty()),
                List.of(variable),
                List.of(),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)));
    }

    static AlertRule patient(int revision, int from, boolean enabled) {
        AlertRule frost = frost(revision, from, enabled);
        return new AlertRule(
                frost.id(),
                revision,
                frost.from(),
                enabled,
                frost.title(),
                frost.note(),
                frost.places(),
                frost.condition(),
                frost.levels(),
                new AlertTiming(2, 3, 3, Duration.ZERO, Duration.ofHours(1), Duration.ofDays(30)),
                new AlertDemands(0.5, Duration.ofDays(2), false),
                frost.wording());
    }

    static Instant at(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }
}
