package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RainCounterTest {

    private static final Instant BEGIN = Instant.parse("2026-12-28T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int SEEDS = 300;
    private static final int READINGS = 2000;

    /** What each reading after the first gives; null where nothing can be said. */
    private static List<Double> fallen(Duration step, double... shown) {
        List<Double> fallen = new ArrayList<>();
        RainCounter counter = RainCounter.first(new RainCounter.Level(shown[0], BEGIN));
        for (int i = 1; i < shown.length; i++) {
            RainCounter.Step next = counter.next(shown[i], BEGIN.plus(step.multipliedBy(i)));
            counter = next.counter();
            fallen.add(next.fallen().map(mm -> Math.round(mm * 1000) / 1000.0).orElse(null));
        }
        return fallen;
    }

    @Test
    void riseIsRainAndAFallToAboutZeroAReset() {
        assertThat(fallen(STEP, 2.0, 2.5, 2.5, 0.2, 0.4, 0)).containsExactly(0.5, 0.0, 0.2, 0.2, 0.0);
    }

    @Test
    void smallFallIsNothingAndComingBackFromItToo() {
        assertThat(fallen(STEP, 7.2, 7.0, 7.2, 6.95, 7.1, 7.4)).containsExactly(0.0, 0.0, 0.0, 0.0, 0.2);
    }

    @Test
    void fallThatComesBackIsAFault() {
        assertThat(fallen(STEP, 115, 49, 115)).containsExactly(null, 0.0);
        assertThat(fallen(STEP, 115, 49, 49, 115.2)).containsExactly(null, 0.0, 0.2);
        assertThat(fallen(STEP, 115, 0, 115)).containsExactly(0.0, 0.0);
        assertThat(fallen(STEP, 5, 0, 0, 5.6)).containsExactly(0.0, 0.0, 0.6);
        assertThat(fallen(STEP, 2.4, 0, 2.4)).containsExactly(0.0, 0.0);
    }

    @Test
    void fallToTheMiddleThatStaysIsNoRainButForAReset() {
        // Set by hand: what it shows has not fallen.
        assertThat(fallen(STEP, 115, 49, 49.4)).containsExactly(null, 0.4);
        // Set back, and four millimetres since.
        assertThat(fallen(STEP, 115, 4, 4.4)).containsExactly(null, 4.4);
    }

    @Test
    void whatSaysNothingIsNotRemembered() {
        assertThat(fallen(STEP, 12, -99, 12, Double.NaN, 12.2, -9999, Double.POSITIVE_INFINITY, 12.2))
                .containsExactly(null, 0.0, null, 0.2, null, null, 0.0);
    }

    @Test
    void whatIsGivenInsteadOfAValueIsNoRain() {
        for (double sentinel : new double[] {99.9, 255, 327.67, 999.9, 6553.5, 9999}) {
            assertThat(fallen(STEP, 12, sentinel, 12)).as("%s", sentinel).containsExactly(null, 0.0);
            assertThat(fallen(STEP, 12, sentinel, sentinel, sentinel, 12.4))
                    .as("%s", sentinel)
                    .containsExactly(null, null, null, 0.4);
        }
    }

    /** A gauge that is away for hours, or a console without one, shows the same all the time, and then what it showed before. */
    @Test
    void whatOnlyRepeatsNeverStandsHoweverLong() {
        for (double honest : new double[] {3, 12, 80, 110, 1200}) {
            for (double away : new double[] {0, 0.5, 25.5, 50, 99.9, 255, 327.67, 999.9, 6553.5}) {
                for (int times : new int[] {1, 2, 11, 13, 40, 600}) {
                    if (Math.abs(away - honest) > 20) {
                        double[] shown = new double[times + 3];
                        Arrays.fill(shown, away);
                        shown[0] = honest;
                        shown[times + 1] = honest + 0.2;
                        shown[times + 2] = honest + 0.4;
                        // What is shown of about zero may be a reset, and has fallen then.
                        double most = away <= 1 ? 0.4 + away : 0.4;
                        assertThat(sum(shown))
                                .as("%s, %d times %s", honest, times, away)
                                .isCloseTo(most, within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void resetThatOnlyRepeatsCountsOnceItMovesOrIsSetBackAgain() {
        assertThat(fallen(STEP, 20, 1.4, 1.4, 1.4, 1.6)).containsExactly(null, 0.0, 0.0, 1.6);
        assertThat(fallen(STEP, 20, 1.4, 1.4, 1.4, 0, 0.2)).containsExactly(null, 0.0, 0.0, 1.4, 0.2);
    }

    @Test
    void cloudburstCountsOnceItGoesOn() {
        assertThat(fallen(STEP, 12, 32, 35)).containsExactly(null, 23.0);
        // More than any cloud has given in five minutes: the counter was set.
        assertThat(fallen(STEP, 12, 212, 213)).containsExactly(null, 1.0);
    }

    @Test
    void overALongTimeMuchMayFall() {
        assertThat(fallen(Duration.ofHours(12), 12, 92)).containsExactly(80.0);
        assertThat(fallen(Duration.ofHours(24), 60, 25, 25.2)).containsExactly(null, 25.2);
    }

    @Test
    void greatestRainfallsAreTheRecords() {
        // A minute at Barot, Guadeloupe (1970); an hour at Holt, Missouri (1947); a day at Foc-Foc, Reunion (1966).
        assertThat(RainCounter.greatest(Duration.ofMinutes(1))).isBetween(38.0, 80.0);
        assertThat(RainCounter.greatest(Duration.ofHours(1))).isBetween(305.0, 450.0);
        assertThat(RainCounter.greatest(Duration.ofHours(24))).isBetween(1825.0, 2000.0);
        assertThat(RainCounter.usual(STEP)).isCloseTo(13, within(0.1));
    }

    /** A gauge of 0.2 mm a tip over New Year: what its counter shows, and how much has fallen in all. */
    private record Gauge(double[] shown, double fallen) {
        static Gauge seeded(Random random, boolean daily, boolean yearly) {
            double[] shown = new double[READINGS];
            double total = 10 * random.nextInt(30);
            double fallen = 0;
            double wet = 0;
            LocalDate day = BEGIN.atZone(ZoneOffset.UTC).toLocalDate();
            for (int i = 0; i < READINGS; i++) {
                LocalDate today =
                        BEGIN.plus(STEP.multipliedBy(i)).atZone(ZoneOffset.UTC).toLocalDate();
                if (daily && !today.equals(day) || yearly && today.getYear() != day.getYear()) {
                    total = 0;
                }
                day = today;
                wet = random.nextInt(50) == 0 ? random.nextInt(5) : wet;
                double tips = i == 0 || wet == 0 ? 0 : random.nextInt((int) wet + 1);
                total += 0.2 * tips;
                fallen += 0.2 * tips;
                shown[i] = Math.round(total * 10) / 10.0;
            }
            return new Gauge(shown, fallen);
        }
    }

    private static double sum(double... shown) {
        return fallen(STEP, shown).stream()
                .mapToDouble(mm -> mm == null ? 0 : mm)
                .sum();
    }

    @Test
    void honestGaugeGivesAllThatFellOverMidnightAndNewYear() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Gauge gauge = Gauge.seeded(random, seed % 2 == 0, seed % 3 == 0);
            assertThat(sum(gauge.shown())).as("seed %d", seed).isCloseTo(gauge.fallen(), within(1e-6));
        }
    }

    /** Faults of one to three readings, each followed by honest ones: no rain is made up, and none is lost. */
    @Test
    void faultsNeitherGiveNorTakeRain() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Gauge gauge = Gauge.seeded(random, false, false);
            double[] faulty = gauge.shown().clone();
            for (int i = 10; i < READINGS - 10; i += 13 + random.nextInt(40)) {
                double fault = fault(random, faulty[i]);
                Arrays.fill(faulty, i, i + 1 + random.nextInt(3), fault);
            }
            assertThat(sum(faulty)).as("seed %d", seed).isCloseTo(gauge.fallen(), within(0.02 * gauge.fallen() + 3));
        }
    }

    private static double fault(Random random, double honest) {
        return switch (random.nextInt(5)) {
            case 0 -> -99;
            case 1 -> Double.NaN;
            case 2 -> honest > 70 ? honest * (0.2 + 0.5 * random.nextDouble()) : -1;
            case 3 -> honest + 100 + 1000 * random.nextDouble();
            default -> honest > 5 ? 0 : -1;
        };
    }

    @Test
    void whateverIsShownNothingThatNoCloudCanGiveIsRain() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Instant at = BEGIN;
            Instant gave = BEGIN;
            RainCounter counter = RainCounter.first(new RainCounter.Level(random.nextInt(100), at));
            for (int i = 0; i < 500; i++) {
                at = at.plusSeconds(1 + random.nextInt(3600));
                double amount = random.nextInt(4) == 0
                        ? Math.exp(10 * random.nextDouble())
                        : counter.last().amount() + 3 * random.nextGaussian();
                RainCounter.Step step = counter.next(amount, at);
                counter = step.counter();
                Optional<Double> fallen = step.fallen();
                if (fallen.isPresent()) {
                    double most = 1.2 * RainCounter.greatest(Duration.between(gave, at));
                    assertThat(fallen.get()).as("seed %d, reading %d", seed, i).isBetween(0.0, most);
                    gave = at;
                }
            }
        }
    }
}
