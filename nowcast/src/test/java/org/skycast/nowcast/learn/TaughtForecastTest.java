package org.skycast.nowcast.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.learn.Lessons.Form;
import org.skycast.nowcast.learn.StubModel.Manner;
import org.skycast.nowcast.learn.SyntheticStation.Measuring;

/** What holds of every forecast that is issued, whatever the model says and the station measures. */
class TaughtForecastTest {

    private static final int DAYS = 2;

    private static final Measuring WILD =
            (feature, slot, truth) -> slot / 50 % 3 == 2 ? Double.NaN : slot % 97 == 0 ? 3 * truth : truth;

    static List<Manner> manners() {
        return List.of(Manner.RIGHT, Manner.NONSENSE, Manner.biased(300), new Manner(0, 50, 1));
    }

    private static TaughtRun run(Manner manner, Measuring measuring) {
        SyntheticStation station = SyntheticStation.measured(5, DAYS + 1, measuring);
        var model = new StubModel(StubModel.shipped(), List.of(station), manner);
        return new TaughtRun(station, model, new Learning.Own(new MemoryLearningStore()))
                .take(0, DAYS * SyntheticStation.DAY);
    }

    @ParameterizedTest
    @MethodSource("manners")
    void quantilesAreFiniteAndInOrderAndWithinTheBoundsOfNature(Manner manner) {
        TaughtRun run = run(manner, WILD);
        assertThat(run.forecasts).hasSizeGreaterThan(200).allMatch(TaughtForecastTest::isPossible);
    }

    @Test
    void whatIsBeyondTheBoundsOfNatureIsCountedByVariable() {
        TaughtRun run = run(Manner.RIGHT, WILD);
        assertThat(run.cut(Feature.AIR_TEMPERATURE)).as("it has no bounds").isZero();
        assertThat(run.cut(Feature.RELATIVE_HUMIDITY))
                .as("three times too high")
                .isPositive();
        assertThat(run.cut(Feature.GHI)).as("evenings").isPositive();
        assertThat(run(Manner.RIGHT, (feature, slot, truth) -> feature == Feature.DEW_POINT ? truth + 5 : truth)
                        .cut(Feature.DEW_POINT))
                .as("above the air's temperature")
                .isPositive();
    }

    private static boolean isPossible(Forecast forecast) {
        boolean possible = forecast.events().stream()
                .flatMap(of -> of.probabilities().stream())
                .allMatch(probability -> probability >= 0 && probability <= 1);
        for (Forecast.OfVariable of : forecast.variables()) {
            for (int lead = 0; lead < of.leads().size(); lead++) {
                Instant end = forecast.referenceTime().plus(of.leads().get(lead));
                possible &= isPossible(of.feature(), end, of.values().get(lead));
            }
        }
        Optional<Forecast.OfVariable> dew = variable(forecast, Feature.DEW_POINT);
        return possible
                && (dew.isEmpty()
                        || isAtMost(
                                dew.get(),
                                variable(forecast, Feature.AIR_TEMPERATURE).orElseThrow()));
    }

    private static boolean isPossible(Feature feature, Instant slotEnd, List<Float> said) {
        float before = Float.NEGATIVE_INFINITY;
        for (float quantile : said) {
            if (quantile < before || !Float.isFinite(quantile)) {
                return false;
            }
            before = quantile;
        }
        float least = said.get(0);
        Instant middle = slotEnd.minus(SyntheticStation.SLOT.dividedBy(2));
        return switch (feature) {
            case RELATIVE_HUMIDITY -> least >= 0 && before <= 100;
            case WIND_SPEED -> least >= 0;
            case GHI -> least >= -20 && before <= (float) PhysicalBounds.brightest(SyntheticStation.SITE, middle);
            default -> true;
        };
    }

    private static Optional<Forecast.OfVariable> variable(Forecast forecast, Feature feature) {
        return forecast.variables().stream()
                .filter(of -> of.feature() == feature)
                .findFirst();
    }

    private static boolean isAtMost(Forecast.OfVariable dew, Forecast.OfVariable air) {
        boolean atMost = true;
        for (int lead = 0; lead < dew.values().size(); lead++) {
            for (int i = 0; i < StubModel.LEVELS.size(); i++) {
                atMost &=
                        dew.values().get(lead).get(i) <= air.values().get(lead).get(i);
            }
        }
        return atMost;
    }

    @Test
    void lessonsOfTheShippedBundleFitIntoEightKilobytesAndReadAsTheyWerePacked() {
        Form form = Form.of(StubModel.shipped());
        TaughtRun run = run(Manner.RIGHT, Measuring.WELL);
        assertThat(run.snapshots).hasSize(DAYS);
        run.snapshots.forEach(snapshot -> {
            byte[] learnt = snapshot.learnt().orElseThrow();
            assertThat(learnt).hasSizeLessThanOrEqualTo(8192);
            assertThat(Lessons.areOf(form, learnt)).isTrue();
            assertThat(Lessons.read(form, learnt, (site, feature) -> lead -> 0.5)
                            .pack(form))
                    .isEqualTo(learnt);
        });
        assertThat(run.snapshots.get(0).days()).isZero();
        assertThat(run.snapshots.get(1).days()).isPositive();
    }

    @Test
    void wholeDayIsForecastWithWhatWasInForceAtItsFirstSlot() {
        TaughtRun run = run(Manner.RIGHT, Measuring.HOURLY);
        assertThat(run.snapshots)
                .extracting(snapshot -> SyntheticStation.slotAt(snapshot.from()))
                .as("it says nothing before its fifth slot")
                .containsExactly(5, SyntheticStation.DAY);
        run.forecasts.forEach(forecast -> {
            boolean first = forecast.referenceTime()
                            .compareTo(SyntheticStation.of(SyntheticStation.DAY).start())
                    <= 0;
            assertThat(forecast.lineage().learnt().orElseThrow().from())
                    .isEqualTo(run.snapshots.get(first ? 0 : 1).from());
        });
    }
}
