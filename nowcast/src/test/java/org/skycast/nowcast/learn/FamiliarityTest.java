package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.feature.TrainingStatistics.Spread;
import org.skycast.nowcast.station.Site;

class FamiliarityTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final TrainingStatistics LOWLAND = new TrainingStatistics(
            Map.of(Feature.PRESSURE, new Spread(1010, 10.5), Feature.AIR_TEMPERATURE, new Spread(12, 10)));

    private static List<String> at(double altitude, Map<Feature, Double> newest) {
        return new Familiarity(LOWLAND).unfamiliar(new Site(40, 12, altitude), newest);
    }

    @Test
    void altitudeIsJudgedByThePressureThatIsThere() {
        assertThat(at(10, Map.of())).isEmpty();
        assertThat(at(2200, Map.of())).containsExactly("altitude");
        assertThat(at(2200, Map.of(Feature.PRESSURE, 780.0))).containsExactly("air_pressure");
        assertThat(at(2200, Map.of(Feature.PRESSURE, 1015.0)))
                .as("reduced to the sea, as the training's may be")
                .isEmpty();
    }

    @Test
    void valuesFarFromTheTrainingAreNamedAndOthersAreNot() {
        assertThat(at(10, Map.of(Feature.AIR_TEMPERATURE, 43.0, Feature.RELATIVE_HUMIDITY, 1000.0)))
                .as("nothing is known of the humidity")
                .containsExactly("air_temperature");
        assertThat(at(10, Map.of(Feature.AIR_TEMPERATURE, -17.0))).isEmpty();
        assertThat(new Familiarity(TrainingStatistics.UNKNOWN).unfamiliar(new Site(0, 0, 8000), Map.of()))
                .isEmpty();
    }

    private static final Site HOME = new Site(55.8, 12.5, 50);

    private static Familiarity trainedAtHome() {
        return new Familiarity(new TrainingStatistics(LOWLAND.inputs(), List.of(HOME), Map.of()));
    }

    @Test
    void latitudeFarFromAllOfTheTrainingOrOnTheOtherHemisphereIsNamed() {
        assertThat(trainedAtHome().unfamiliar(new Site(50, 100, 50), Map.of())).isEmpty();
        assertThat(trainedAtHome().unfamiliar(new Site(20, 12.5, 50), Map.of())).containsExactly("latitude");
        assertThat(trainedAtHome().unfamiliar(new Site(-55.8, 12.5, 50), Map.of()))
                .containsExactly("latitude");
    }

    @Test
    void modelThatWasGoodAtPlacesLeftOutIsTrustedAtOthers() {
        var away = new Site(52, 4, 5);
        double before = 0;
        for (double bad : new double[] {0.8, 1.04, 1.08, 1.2, 2}) {
            Familiarity tried = triedElsewhere(Map.of(HOUR, bad));
            double distrust = tried.distrust(away, Feature.WIND_SPEED, HOUR);
            assertThat(distrust).isGreaterThan(before);
            assertThat(tried.distrust(away, Feature.PRESSURE, HOUR))
                    .as("not tried")
                    .isEqualTo(trainedAtHome().distrust(away, Feature.PRESSURE, HOUR));
            before = distrust;
        }
        assertThat(before).isEqualTo(trainedAtHome().distrust(away, Feature.WIND_SPEED, HOUR));
    }

    private static Familiarity triedElsewhere(Map<Duration, Double> badDays) {
        var tried = new TrainingStatistics.Elsewhere(new TreeMap<>(badDays));
        return new Familiarity(
                new TrainingStatistics(LOWLAND.inputs(), List.of(HOME), Map.of(Feature.WIND_SPEED, tried)));
    }

    @Test
    void badDaysElsewhereCostAtMostThreeInAHundredWhateverTheLead() {
        Map<Duration, Double> badDays = Map.of(Duration.ofMinutes(10), 1.5, HOUR, 1.1, Duration.ofHours(4), 1.05);
        Familiarity tried = triedElsewhere(badDays);
        badDays.forEach((lead, bad) -> {
            double trusted = 1 - tried.distrust(new Site(52, 4, 5), Feature.WIND_SPEED, lead);
            assertThat(trusted * (bad - 1)).isLessThan(0.03 + 1e-9);
        });
        assertThat(tried.distrust(new Site(52, 4, 5), Feature.WIND_SPEED, Duration.ofMinutes(150)))
                .as("between an hour and four")
                .isCloseTo(1 - 0.03 / 0.075, within(1e-9));
        assertThat(tried.distrust(new Site(52, 4, 5), Feature.WIND_SPEED, Duration.ofMinutes(1)))
                .as("below all that were tried")
                .isEqualTo(tried.distrust(new Site(52, 4, 5), Feature.WIND_SPEED, Duration.ofMinutes(10)));
    }

    @Test
    void placeOfTheTrainingIsTrustedAnyOtherLessAndAMountainsPressureLeast() {
        double home = trainedAtHome().distrust(HOME, Feature.PRESSURE, HOUR);
        double elsewhere = trainedAtHome().distrust(new Site(52, 4, 5), Feature.PRESSURE, HOUR);
        double up = trainedAtHome().distrust(new Site(52, 4, 2200), Feature.PRESSURE, HOUR);
        assertThat(home).isLessThan(0.5);
        assertThat(elsewhere).isGreaterThan(0.9).isLessThan(up);
        assertThat(trainedAtHome().distrust(new Site(52, 4, 2200), Feature.AIR_TEMPERATURE, HOUR))
                .isEqualTo(elsewhere);
    }
}
