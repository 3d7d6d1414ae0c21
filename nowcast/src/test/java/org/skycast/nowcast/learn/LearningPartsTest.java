package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.station.Site;

/** The parts of which a lesson is made, each by itself. */
class LearningPartsTest {

    private static final Instant DAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Levels LEVELS = new Levels(StubModel.LEVELS);

    @Test
    void leadsBetweenAnchorsLieBetweenByTime() {
        Anchors anchors = Anchors.of(StubModel.shipped());
        assertThat(anchors.leads())
                .containsExactly(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(90),
                        Duration.ofMinutes(240));
        assertThat(anchors.indices()).containsExactly(0, 2, 8, 23);
        assertThat(anchors.of(Duration.ofMinutes(5))).isEqualTo(new Anchors.Place(0, 0));
        assertThat(anchors.of(Duration.ofMinutes(10))).isEqualTo(new Anchors.Place(0, 0));
        assertThat(anchors.of(Duration.ofMinutes(20))).isEqualTo(new Anchors.Place(0, 0.5));
        assertThat(anchors.of(Duration.ofMinutes(75))).isEqualTo(new Anchors.Place(1, 0.75));
        assertThat(anchors.of(Duration.ofMinutes(240))).isEqualTo(new Anchors.Place(3, 0));
        assertThat(anchors.of(Duration.ofMinutes(600))).isEqualTo(new Anchors.Place(3, 0));
    }

    @Test
    void shapeOfADayIsTheMeanOfItsHoursAndIsTrustedWithTheDays() {
        var shape = new DayShape();
        Instant noon = DAY.plus(Duration.ofMinutes(12 * 60 + 30));
        Instant one = noon.plus(Duration.ofHours(1));
        assertThat(shape.tells(noon) && shape.tells(one)).isFalse();
        for (int slot = 0; slot < 3 * SyntheticStation.DAY; slot++) {
            Instant middle = DAY.plus(Duration.ofMinutes(10L * slot + 5));
            int hour = slot / 6 % 24;
            shape.add(middle, hour, 1);
        }
        assertThat(shape.tells(noon) && shape.tells(one)).isTrue();
        assertThat(shape.at(noon)).isCloseTo(12, within(1e-5));
        assertThat(shape.at(noon.plus(Duration.ofMinutes(15)))).isCloseTo(12.25, within(1e-5));
        assertThat(shape.trust(noon, one)).isCloseTo(3 / 5.0, within(1e-9));
        assertThat(shape.mean()).isCloseTo(11.5, within(1e-5));
    }

    @Test
    void shapeOfADayFollowsTheLastDaysAndReadsAsItWasWritten() {
        var shape = new DayShape();
        for (int day = 0; day < 20; day++) {
            shape.add(DAY.plus(Duration.ofDays(day)), day < 12 ? 10 : 20, 6);
        }
        ByteBuffer bytes = ByteBuffer.allocate(DayShape.bytes());
        shape.write(bytes);
        ByteBuffer again = ByteBuffer.allocate(DayShape.bytes());
        DayShape.read(bytes.flip()).write(again);
        assertThat(again.array()).isEqualTo(bytes.array());
        assertThat(shape.mean()).isBetween(18.0, 20.0);
    }

    private static double settled(double step, double median) {
        var resolution = new Resolution();
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            resolution.add(step == 0 ? random.nextDouble() : step * random.nextInt(20));
        }
        double[] said = {median - 0.1, median, median + 0.1};
        resolution.settle(said, 1);
        assertThat(said).isSorted();
        return said[1];
    }

    @Test
    void mediansSettleOnTheStepsThatTheStationTells() {
        assertThat(settled(1, 12.4)).isEqualTo(12);
        assertThat(settled(0.5, 12.4)).isEqualTo(12.5);
        assertThat(settled(0.1, 12.43)).isEqualTo(12.43);
        assertThat(settled(0, 12.43)).isEqualTo(12.43);
        double[] few = {12.4};
        new Resolution().settle(few, 0);
        assertThat(few[0]).as("nothing is known").isEqualTo(12.4);
    }

    @Test
    void regressionRecoversCoefficientsAndHoldsWhatWasBeforehandUntilThen() {
        var regression = new Regression();
        double[] beforehand = {0.5, 0, 0, 0};
        assertThat(regression.solve(beforehand, 1)).containsExactly(beforehand);
        var random = new Random(1);
        double[] truth = {0.8, 0.3, -0.4, 0.1};
        for (int i = 0; i < 20_000; i++) {
            double[] terms = random.doubles(Regression.TERMS, -3, 3).toArray();
            double value = 0.5 * random.nextGaussian();
            for (int term = 0; term < terms.length; term++) {
                value += truth[term] * terms[term];
            }
            regression.add(terms, value, 1, 1);
        }
        assertThat(regression.solve(beforehand, 1)).containsExactly(truth, within(0.06));
    }

    private static Experts experts(double persistence, double recent, double bundle, double adapted) {
        double[] said = new double[Experts.COUNT * LEVELS.count()];
        double[] centers = {persistence, recent, bundle, adapted};
        for (int i = 0; i < said.length; i++) {
            said[i] = centers[i / LEVELS.count()] + LEVELS.beforehand(i % LEVELS.count());
        }
        return new Experts(said, 1, adapted);
    }

    private static void teach(Aggregation aggregation, int slots, Experts experts, double[] beforehand) {
        var random = new Random(slots);
        for (int i = 0; i < slots; i++) {
            aggregation.take(LEVELS, experts, random.nextGaussian(), 1, 1, 10, beforehand);
        }
    }

    @Test
    void bestExpertWinsAndABadOneComesBack() {
        double[] beforehand = {0.25, 0.25, 0.25, 0.25};
        var aggregation = Aggregation.beforehand(beforehand);
        teach(aggregation, 3000, experts(2, 2, 0, -3), beforehand);
        assertThat(aggregation.shares()[Experts.BUNDLE]).isGreaterThan(0.7);
        assertThat(Arrays.stream(aggregation.shares()).sum()).isCloseTo(1, within(1e-9));
        assertThat(aggregation.shares()).doesNotContain(0);
        teach(aggregation, 2000, experts(0, 2, 3, 3), beforehand);
        assertThat(aggregation.shares()[Experts.PERSISTENCE]).isGreaterThan(0.7);
        assertThat(Arrays.stream(aggregation.shares()).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void boundsAreThoseOfNature() {
        Site site = new Site(48, 11, 500);
        Instant noon = Instant.parse("2026-06-21T11:15:00Z");
        Instant midnight = noon.plus(Duration.ofHours(12));
        assertThat(PhysicalBounds.brightest(site, noon)).isBetween(1300.0, 1700.0);
        assertThat(PhysicalBounds.brightest(site, midnight)).isZero();
        double[] humidity = {-3, 50, 101};
        assertThat(PhysicalBounds.of(Feature.RELATIVE_HUMIDITY, 90).cut(humidity))
                .isEqualTo(2);
        assertThat(humidity).containsExactly(0, 50, 100);
        double[] pressure = {700, 950, 1050};
        assertThat(PhysicalBounds.of(Feature.PRESSURE, 950).cut(pressure)).isEqualTo(2);
        assertThat(pressure).containsExactly(925, 950, 975);
        double[] cold = {-90, 0, 70};
        assertThat(PhysicalBounds.of(Feature.AIR_TEMPERATURE, 0).cut(cold)).isZero();
    }
}
