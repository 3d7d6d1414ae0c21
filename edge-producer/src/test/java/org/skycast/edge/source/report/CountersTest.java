package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counters of one gauge, of which now these and now those are there or can be believed. */
class CountersTest {

    private static final Instant BEGIN = Instant.parse("2026-12-30T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int SEEDS = 150;
    private static final int REPORTS = 1200;

    /** A gauge of which year, day and event are counted, each rounded as its console rounds it. */
    private static final class Gauge {
        private static final List<String> FIELDS = List.of("total", "year", "day", "piezo");
        private static final double[] RESOLUTION = {0.2, 0.254, 0.1, 0.1};

        private final Random random;
        private final double[] counted = {180, 300, 4, 90};
        private LocalDate day = LocalDate.of(2026, 12, 30);
        private int wet;
        private double fallen;

        Gauge(Random random) {
            this.random = random;
        }

        List<Counters.Showing> next(Instant at) {
            LocalDate today = at.atZone(ZoneOffset.UTC).toLocalDate();
            if (!today.equals(day)) {
                counted[1] = today.getYear() == day.getYear() ? counted[1] : 0;
                counted[2] = 0;
            }
            day = today;
            wet = random.nextInt(40) == 0 ? random.nextInt(5) : wet;
            double more = wet == 0 ? 0 : 0.3 * random.nextInt(wet + 1) * random.nextDouble();
            fallen += more;
            List<Counters.Showing> showing = new ArrayList<>();
            for (int i = 0; i < counted.length; i++) {
                counted[i] += more;
                double shown = RESOLUTION[i] * Math.floor(counted[i] / RESOLUTION[i]);
                showing.add(new Counters.Showing(FIELDS.get(i), shown));
            }
            return showing;
        }
    }

    private static double sum(int seed, boolean doubtful, boolean always) {
        var random = new Random(seed);
        var gauge = new Gauge(random);
        Map<String, Total> totals = new HashMap<>();
        double sum = 0;
        boolean[] away = new boolean[Gauge.FIELDS.size()];
        for (int i = 0; i < REPORTS; i++) {
            Instant at = BEGIN.plus(STEP.multipliedBy(i));
            List<Counters.Showing> showing = new ArrayList<>(gauge.next(at));
            for (int c = away.length - 1; c >= 0; c--) {
                // A counter of which nothing is known but a fault cannot be told from one that was set back.
                away[c] ^= i > 0 && random.nextInt(20) == 0;
                if (away[c] && !(always && c == 0)) {
                    if (doubtful && random.nextBoolean()) {
                        String field = showing.get(c).field();
                        showing.set(c, new Counters.Showing(field, 6553.5));
                    } else {
                        showing.remove(c);
                    }
                }
            }
            sum += Counters.added(showing, Gauge.FIELDS, at, totals).orElse(0.0);
        }
        double resolutions = Arrays.stream(Gauge.RESOLUTION).sum();
        assertThat(sum).as("seed %d", seed).isBetween(0.0, gauge.fallen + resolutions);
        return sum / gauge.fallen;
    }

    @Test
    void whicheverAreThereNoMoreIsGivenThanFell() {
        double share = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            share += sum(seed, false, false) / SEEDS;
        }
        assertThat(share).as("of what fell is given on average").isBetween(0.9, 1.01);
    }

    @Test
    void whicheverAreInDoubtNoMoreIsGivenThanFell() {
        double share = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            share += sum(seed, true, false) / SEEDS;
        }
        assertThat(share).as("of what fell is given on average").isBetween(0.9, 1.01);
    }

    /** Of a counter whose rise is what arithmetic leaves over the next one is asked. */
    @Test
    void whatArithmeticLeavesOverIsNoRain() {
        Map<String, Total> totals = new HashMap<>();
        Counters.added(showing(0.1 * 3, 0), List.of("a", "b"), BEGIN, totals);
        assertThat(Counters.added(showing(0.3 + 1e-13, 0.4), List.of("a", "b"), BEGIN.plusSeconds(300), totals))
                .contains(0.4);
        assertThat(Counters.added(showing(0.7, 0.4), List.of("a", "b"), BEGIN.plusSeconds(600), totals))
                .contains(0.0);
    }

    private static List<Counters.Showing> showing(double a, double b) {
        return List.of(new Counters.Showing("a", a), new Counters.Showing("b", b));
    }

    @Test
    void oneThatIsAlwaysThereLosesNothingToThoseThatComeAndGo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(sum(seed, false, true)).as("seed %d", seed).isBetween(0.97, 1.03);
        }
    }
}
