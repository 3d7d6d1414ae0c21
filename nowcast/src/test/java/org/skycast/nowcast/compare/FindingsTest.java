package org.skycast.nowcast.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.compare.Verdict.Decision;
import org.skycast.nowcast.verify.Score;

class FindingsTest {

    private static Findings find(long seed, int days, double scale, double noise) {
        return Findings.of(MadeCases.compare(new MadeCases(seed, days, scale, noise).cases()), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void identicalModelsAreEqualToTheLastDigit(long seed) {
        Findings findings = find(seed, 20, 1, 0);
        assertThat(findings.verdict().decision()).isEqualTo(Decision.EQUAL);
        assertThat(findings.verdict().reasons().get(0)).startsWith("Every value is equal");
        assertThat(findings.rows()).hasSize(6).allSatisfy(finding -> {
            assertThat(finding.score().value()).isZero();
            assertThat(finding.score().interval()).contains(new Interval(0, 0));
            assertThat(finding.row().equal()).isEqualTo(finding.row().cases());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void halfTheErrorIsBetterAndTwiceIsWorse(long seed) {
        Findings better = find(seed, 20, 0.5, 0.05);
        assertThat(better.verdict().decision()).isEqualTo(Decision.BETTER);
        assertThat(better.primary().orElseThrow().value()).isBetween(-0.62, -0.48);
        assertThat(better.rows())
                .allSatisfy(finding -> assertThat(
                                finding.score().interval().orElseThrow().isBelowZero())
                        .isTrue());
        assertThat(find(seed, 20, 2, 0.05).verdict().decision()).isEqualTo(Decision.WORSE);
    }

    @Test
    void noiseSeldomTells() {
        int told = 0;
        for (long seed = 0; seed < 60; seed++) {
            told += find(seed, 30, 1, 0.3).verdict().decision() == Decision.CANNOT_TELL ? 0 : 1;
        }
        assertThat(told).isLessThanOrEqualTo(10);
    }

    @Test
    void tooFewDaysTellNothing() {
        Findings findings = find(1, 5, 0.5, 0);
        assertThat(findings.verdict().decision()).isEqualTo(Decision.TOO_FEW);
        assertThat(findings.verdict().reasons().get(0)).startsWith("Too few days");
        assertThat(findings.primary()).isEmpty();
        assertThat(findings.rows())
                .allSatisfy(finding -> assertThat(finding.score().interval()).isEmpty());
    }

    @Test
    void noCasesTellNothing() {
        Verdict verdict = Findings.of(new Comparison(), 1).verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.TOO_FEW);
        assertThat(verdict.reasons().get(0)).startsWith("No forecast was made by both models");
    }

    @Test
    void whatIsWonElsewhereDoesNotPayForAVariableThatIsClearlyWorse() {
        List<Case> cases = new MadeCases(3, 20, 0.5, 0).cases();
        var comparison = new Comparison();
        for (Case of : cases) {
            boolean spoilt = of.candidate().name().equals("wind_speed");
            comparison.add(spoilt ? new Case(of.stationId(), worse(of.champion(), 1.1), of.champion()) : of);
        }
        Verdict verdict = Findings.of(comparison, 1).verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.CANNOT_TELL);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("wind_speed is clearly worse: +10.00%"));
    }

    @Test
    void aVariableThatIsALittleWorseIsTolerated() {
        List<Case> cases = new MadeCases(3, 20, 0.5, 0).cases();
        var comparison = new Comparison();
        for (Case of : cases) {
            boolean spoilt = of.candidate().name().equals("wind_speed");
            comparison.add(spoilt ? new Case(of.stationId(), worse(of.champion(), 1.01), of.champion()) : of);
        }
        assertThat(Findings.of(comparison, 1).verdict().decision()).isEqualTo(Decision.BETTER);
    }

    private static Score worse(Score score, double times) {
        var of = (Score.OfVariable) score;
        return MadeCases.of(
                of.name(), of.referenceTime(), of.lead(), of.observed(), times * of.error(), of.persistenceError());
    }

    @Test
    void aChampionWithoutErrorIsLeftOutOfTheAverageAndSaid() {
        List<Case> cases = new MadeCases(3, 20, 0.5, 0).cases();
        var comparison = new Comparison();
        cases.forEach(comparison::add);
        for (int day = 0; day < 20; day++) {
            Score exact = MadeCases.of(
                    "visibility_in_air",
                    MadeCases.BEGIN.plus(Duration.ofDays(day)),
                    MadeCases.LEADS.get(0),
                    1,
                    0,
                    OptionalDouble.empty());
            comparison.add(new Case("a", worse(exact, 2), exact));
        }
        Findings findings = Findings.of(comparison, 1);
        assertThat(findings.primary().orElseThrow().rows()).isEqualTo(6);
        assertThat(findings.verdict().reasons()).anyMatch(reason -> reason.startsWith("1 of 7 pairs"));
    }

    @Test
    void theSameSeedFindsTheSame() {
        assertThat(find(4, 20, 0.9, 0.2)).isEqualTo(find(4, 20, 0.9, 0.2));
    }

    /** The difference is one in the mean, with a day's luck of one; so is what each interval should hold. */
    @ParameterizedTest
    @ValueSource(ints = {10, 40})
    void intervalsHoldAKnownDifferenceAboutAsOftenAsTheySay(int days) {
        var random = new Random(days);
        int held = 0;
        int trials = 400;
        for (int trial = 0; trial < trials; trial++) {
            double[] sums = new double[days];
            long[] cases = new long[days];
            for (int day = 0; day < days; day++) {
                cases[day] = 20 + random.nextInt(20);
                sums[day] = cases[day] * (1 + random.nextGaussian());
            }
            Interval interval = Interval.of(new BlockBootstrap(days, trial).means(sums, cases), Interval.LEVEL)
                    .orElseThrow();
            held += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
        }
        assertThat(held / (double) trials).isBetween(0.90, 0.98);
    }

    @Test
    void weatherThatLastsWidensTheInterval() {
        int days = 60;
        double[] sums = new double[days];
        long[] cases = new long[days];
        for (int day = 0; day < days; day++) {
            cases[day] = 1;
            sums[day] = day / 6 % 2 == 0 ? 1 : -1;
        }
        double[] alternating = new double[days];
        for (int day = 0; day < days; day++) {
            alternating[day] = day % 2 == 0 ? 1 : -1;
        }
        var bootstrap = new BlockBootstrap(days, 1);
        assertThat(width(bootstrap.means(sums, cases))).isGreaterThan(2 * width(bootstrap.means(alternating, cases)));
    }

    private static double width(double[] means) {
        Interval interval = Interval.of(means, Interval.LEVEL).orElseThrow();
        return interval.high() - interval.low();
    }

    @Test
    void blocksGrowWithTheRangeAndEachDayCountsAlike() {
        assertThat(BlockBootstrap.blockDays(7)).isEqualTo(2);
        assertThat(BlockBootstrap.blockDays(30)).isEqualTo(3);
        assertThat(BlockBootstrap.blockDays(365)).isEqualTo(7);
        double[] first = new double[30];
        double[] middle = new double[30];
        long[] cases = new long[30];
        java.util.Arrays.fill(cases, 1);
        first[0] = 1;
        middle[15] = 1;
        var bootstrap = new BlockBootstrap(30, 1);
        assertThat(mean(bootstrap.means(first, cases))).isCloseTo(mean(bootstrap.means(middle, cases)), within(0.006));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }
}
