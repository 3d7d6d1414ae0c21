package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.LeadWindow;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.feature.Feature;

/** Slots written as letters: {@code x} meets the condition, {@code o} does not, a blank was not measured. */
final class MadeSeries {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final Duration SLOT = Duration.ofMinutes(10);

    private MadeSeries() {}

    static Instant at(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }

    static SlotSeries of(String letters) {
        var series = new SlotSeries(SLOT);
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 'x' -> series.put(at(i + 1), -1 - i);
                case 'o' -> series.put(at(i + 1), 5);
                default -> series.put(at(i + 1), Double.NaN);
            }
        }
        return series;
    }

    /** Below zero; after an hour without a value nothing is known. */
    static WeatherTruth frost(String letters) {
        return truth(of(letters), Measure.VALUE, 0);
    }

    static WeatherTruth truth(SlotSeries series, Measure measure, double threshold) {
        var condition = new AlertCondition(
                Feature.AIR_TEMPERATURE,
                Optional.empty(),
                measure,
                AlertRelation.BELOW,
                "degC",
                new LeadWindow(SLOT, Duration.ofMinutes(60)));
        var level = new AlertLevel(
                AlertSeverity.Moderate,
                threshold,
                threshold,
                0.6,
                0.3,
                OptionalDouble.empty(),
                new AlertCalibration(List.of()));
        return new WeatherTruth(condition, level, series, Duration.ofHours(1));
    }
}
