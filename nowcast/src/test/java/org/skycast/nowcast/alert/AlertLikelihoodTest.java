package org.skycast.nowcast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.nowcast.alert.AlertLikelihood.probability;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From quantiles to the probability that a threshold is met. */
class AlertLikelihoodTest {

    private static final List<Double> LEVELS = List.of(0.02, 0.1, 0.5, 0.9, 0.98);
    private static final List<Float> QUANTILES = List.of(-4f, -2f, 0f, 2f, 4f);

    @Test
    void betweenQuantilesItIsAStraightLine() {
        assertThat(probability(AlertRelation.BELOW, 0, LEVELS, QUANTILES)).isEqualTo(0.5);
        assertThat(probability(AlertRelation.BELOW, -1, LEVELS, QUANTILES)).isEqualTo(0.3);
        assertThat(probability(AlertRelation.ABOVE, -1, LEVELS, QUANTILES)).isEqualTo(0.7);
        assertThat(probability(AlertRelation.AT_LEAST, 3, LEVELS, QUANTILES)).isEqualTo(0.06);
    }

    @Test
    void beyondTheOutermostLevelsNothingIsMadeUp() {
        assertThat(probability(AlertRelation.BELOW, -40, LEVELS, QUANTILES)).isEqualTo(0.02);
        assertThat(probability(AlertRelation.BELOW, 40, LEVELS, QUANTILES)).isEqualTo(0.98);
        assertThat(probability(AlertRelation.ABOVE, 40, LEVELS, QUANTILES)).isEqualTo(0.02);
    }

    @Test
    void whereQuantilesAreEqualTheThresholdItselfCounts() {
        List<Float> saturated = List.of(90f, 95f, 100f, 100f, 100f);
        assertThat(probability(AlertRelation.AT_LEAST, 100, LEVELS, saturated)).isEqualTo(0.5);
        assertThat(probability(AlertRelation.ABOVE, 100, LEVELS, saturated)).isEqualTo(0.02);
        List<Float> night = List.of(0f, 0f, 0f, 0f, 0f);
        assertThat(probability(AlertRelation.AT_MOST, 0, LEVELS, night)).isEqualTo(0.98);
        assertThat(probability(AlertRelation.BELOW, 0, LEVELS, night)).isEqualTo(0.02);
    }

    @Test
    void aCalibrationIsStraightBetweenItsPointsAndLevelBeyond() {
        var calibration = new AlertCalibration(
                List.of(new AlertCalibration.Point(0.2, 0.1), new AlertCalibration.Point(0.6, 0.5)));
        assertThat(calibration.of(0)).isEqualTo(0.1);
        assertThat(calibration.of(0.4)).isCloseTo(0.3, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(calibration.of(1)).isEqualTo(0.5);
    }

    @Test
    void patternsOfStations() {
        var places = new AlertPlaces(List.of("north-*", "b?"), java.util.Map.of());
        assertThat(List.of("north-1", "north-", "b1", "b", "south-1", "xnorth-1").stream()
                        .filter(places::concerns))
                .containsExactly("north-1", "north-", "b1");
        assertThat(new AlertPlaces(List.of("*a*a*a*a*a*b"), java.util.Map.of()).concerns("a".repeat(64)))
                .isFalse();
    }
}
