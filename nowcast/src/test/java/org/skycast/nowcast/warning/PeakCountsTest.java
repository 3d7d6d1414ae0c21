package org.skycast.nowcast.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.warning.PeakCounts.Bin;

class PeakCountsTest {

    private record Pair(double said, boolean came) {}

    private static PeakCounts counts(List<Pair> pairs) {
        var counts = new PeakCounts();
        pairs.forEach(pair -> counts.add(pair.said(), pair.came()));
        return counts;
    }

    private static List<Pair> pairs(int seed, int count) {
        var random = new Random(seed);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double said = random.nextInt(41) / 40.0;
            pairs.add(new Pair(said, random.nextDouble() < said * said));
        }
        return pairs;
    }

    @Test
    void aTableByHand() {
        PeakCounts counts = counts(List.of(
                new Pair(0.1, false),
                new Pair(0.1, false),
                new Pair(0.1, true),
                new Pair(0.14, false),
                new Pair(0.9, true),
                new Pair(1.0, true)));
        assertThat(counts.count()).isEqualTo(6);
        assertThat(counts.baseRate()).isEqualTo(0.5);
        List<Bin> bins = counts.reliability();
        assertThat(bins).hasSize(2);
        assertThat(bins.get(0).count()).isEqualTo(4);
        assertThat(bins.get(0).said()).isCloseTo(0.11, within(1e-12));
        assertThat(bins.get(0).share()).isEqualTo(0.25);
        assertThat(bins.get(1).count()).isEqualTo(2);
        assertThat(bins.get(1).share()).isEqualTo(1);
        assertThat(counts.at(0.9).hitRate()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(counts.at(0.9).falseRate()).isZero();
        assertThat(counts.at(0.1).falseRate()).isEqualTo(1);
        assertThat(counts.brier()).isCloseTo((0.01 + 0.01 + 0.81 + 0.0196 + 0.01 + 0) / 6, within(1e-12));
        // At a cost of a half of the loss: one false alarm saved, one event missed of three.
        assertThat(counts.value(0.5, 0.9).getAsDouble()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        List<Pair> pairs = pairs(5, 400);
        double ordered = 0;
        long all = 0;
        for (Pair came : pairs) {
            for (Pair failed : pairs) {
                if (came.came() && !failed.came()) {
                    all++;
                    ordered += came.said() > failed.said() ? 1 : came.said() == failed.said() ? 0.5 : 0;
                }
            }
        }
        assertThat(counts(pairs).auc().getAsDouble()).isCloseTo(ordered / all, within(1e-12));
        assertThat(counts(List.of(new Pair(0.5, true))).auc()).isEmpty();
    }

    /** What acting by a probability costs, added up case by case. */
    @Test
    void theValueIsWhatActingSaves() {
        List<Pair> pairs = pairs(9, 500);
        PeakCounts counts = counts(pairs);
        for (double cost : List.of(0.05, 0.3, 0.8)) {
            for (double raise : List.of(0.1, 0.4, 0.75)) {
                double spent = pairs.stream()
                        .mapToDouble(pair -> pair.said() >= raise ? cost : pair.came() ? 1 : 0)
                        .average()
                        .orElseThrow();
                double climate = Math.min(cost, counts.baseRate());
                double perfect = cost * counts.baseRate();
                assertThat(counts.value(cost, raise).getAsDouble())
                        .isCloseTo((climate - spent) / (climate - perfect), within(1e-9));
            }
        }
    }

    @Test
    void aPerfectForecastIsWorthOne() {
        PeakCounts perfect = counts(List.of(new Pair(1, true), new Pair(0, false), new Pair(0, false)));
        assertThat(perfect.value(0.2, 0.5).getAsDouble()).isCloseTo(1, within(1e-12));
        assertThat(perfect.auc().getAsDouble()).isEqualTo(1);
        assertThat(counts(List.of(new Pair(1, true))).value(0.2, 0.5)).isEmpty();
    }

    @Test
    void countsOfStationsAddUp() {
        List<Pair> one = pairs(1, 100);
        List<Pair> other = pairs(2, 150);
        PeakCounts sum = counts(one);
        sum.add(counts(other));
        List<Pair> all = new ArrayList<>(one);
        all.addAll(other);
        assertThat(sum.roc()).isEqualTo(counts(all).roc());
        assertThat(sum.count()).isEqualTo(250);
    }

    @Test
    void theTableIsThePooledOneByHand() {
        // 0.1, 0.4, 0.2, 0.8: the second and the third are pooled.
        AlertCalibration table = Isotonic.table(List.of(
                new Bin(0, 0.25, 10, 0.1, 0.1),
                new Bin(0.25, 0.5, 10, 0.4, 0.4),
                new Bin(0.5, 0.75, 30, 0.6, 0.2),
                new Bin(0.75, 1, 10, 0.9, 0.8)));
        assertThat(table.points())
                .containsExactly(
                        new AlertCalibration.Point(0.1, 0.1),
                        new AlertCalibration.Point(0.55, 0.25),
                        new AlertCalibration.Point(0.9, 0.8));
    }

    /** Of all tables that do not fall it has the least squared error: none of a hundred others beats it. */
    @Test
    void noOtherTableThatDoesNotFallIsNearer() {
        var random = new Random(11);
        for (int trial = 0; trial < 50; trial++) {
            List<Bin> bins = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                bins.add(new Bin(i / 8.0, (i + 1) / 8.0, 1 + random.nextInt(50), (i + 0.5) / 8, random.nextDouble()));
            }
            List<Double> fitted = pooled(bins);
            double own = error(bins, fitted);
            for (int other = 0; other < 100; other++) {
                List<Double> any =
                        new ArrayList<>(random.doubles(8).sorted().boxed().toList());
                assertThat(error(bins, any)).isGreaterThanOrEqualTo(own - 1e-9);
            }
            assertThat(fitted).isSorted();
        }
    }

    /** What the table makes of each bin: the share of the pool in which it lies. */
    private static List<Double> pooled(List<Bin> bins) {
        AlertCalibration table = Isotonic.table(bins);
        // Each bin's pool is the one that its own mean is nearest to from the bins' order: found by refitting shares.
        List<Double> shares = new ArrayList<>();
        int from = 0;
        for (AlertCalibration.Point point : table.points()) {
            double weighed = 0;
            long count = 0;
            double said = 0;
            int to = from;
            do {
                Bin bin = bins.get(to++);
                count += bin.count();
                weighed += bin.share() * bin.count();
                said += bin.said() * bin.count();
            } while (Math.abs(said / count - point.peak()) > 6e-4 || Math.abs(weighed / count - point.share()) > 6e-4);
            for (int i = from; i < to; i++) {
                shares.add(weighed / count);
            }
            from = to;
        }
        return shares;
    }

    private static double error(List<Bin> bins, List<Double> shares) {
        double error = 0;
        for (int i = 0; i < bins.size(); i++) {
            error += bins.get(i).count() * Math.pow(bins.get(i).share() - shares.get(i), 2);
        }
        return error;
    }

    @Test
    void smallBinsGoWithTheirNeighbours() {
        var counts = new PeakCounts();
        for (int i = 0; i < 100; i++) {
            counts.add(0.02, false);
            counts.add(0.5, i % 2 == 0);
        }
        counts.add(0.3, true);
        counts.add(0.97, false);
        AlertCalibration table = Isotonic.of(counts);
        assertThat(table.points()).hasSize(2);
        assertThat(table.of(0.02)).isZero();
        assertThat(table.of(0.97)).isCloseTo(0.5, within(0.01));
        assertThat(Isotonic.of(new PeakCounts()).points()).isEmpty();
    }
}
