package org.skycast.nowcast.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a comparison found.
 *
 * @param days of how many UTC days the cases are
 * @param rows by name and lead
 * @param names by name, the change averaged over leads; its interval holds for all names at once (Bonferroni), since with a
 *     dozen names one in four trials of equal models would else find one of them worse by chance; a name none of whose
 *     leads has enough days is absent
 * @param primary the figure that decides: the change averaged over all names and leads, each counting alike; absent where
 *     none has enough days
 * @param verdict what follows
 */
public record Findings(
        int days, List<Finding> rows, Map<String, Change> names, Optional<Change> primary, Verdict verdict) {

    public Findings {
        rows = List.copyOf(rows);
        names = Collections.unmodifiableMap(new TreeMap<>(names));
    }

    /**
     * A row and how the candidate differs in it.
     *
     * @param score of CRPS or Brier score, to the champion
     * @param mae of the mean absolute error, to the champion; absent for events
     * @param scoreToPersistence to persistence, over the cases that it answered too
     * @param maeToPersistence likewise
     */
    public record Finding(
            Row row,
            Difference score,
            Optional<Difference> mae,
            Optional<Difference> scoreToPersistence,
            Optional<Difference> maeToPersistence) {}

    /** The same findings with another verdict. */
    public Findings judged(Verdict other) {
        return new Findings(days, rows, names, primary, other);
    }

    /** Looks at what was compared; the same comparison and seed give the same findings. */
    public static Findings of(Comparison comparison, long seed) {
        Map<Comparison.Key, Group> groups = comparison.groups();
        var days = new TreeSet<Long>();
        groups.values().forEach(group -> days.addAll(group.days().keySet()));
        var resampling = new Resampling(List.copyOf(days), seed);
        List<Finding> rows = new ArrayList<>();
        var all = new Average();
        var byName = new TreeMap<String, Average>();
        groups.forEach((key, group) -> {
            Row row = group.row(key.name(), key.lead());
            Optional<double[]> resampled = resampling.means(group, Accumulator::difference, Accumulator::cases);
            Finding finding = finding(row, group, resampling, resampled);
            rows.add(finding);
            if (resampled.isPresent() && row.champion().score() > 0) {
                all.add(finding.score(), resampled.get());
                byName.computeIfAbsent(key.name(), name -> new Average()).add(finding.score(), resampled.get());
            }
        });
        double level = 1 - (1 - Interval.LEVEL) / Math.max(1, byName.size());
        var names = new TreeMap<String, Change>();
        byName.forEach((name, average) -> average.change(level).ifPresent(change -> names.put(name, change)));
        Optional<Change> primary = all.change(Interval.LEVEL);
        Verdict verdict = Judge.verdict(comparison, days.size(), names, primary);
        return new Findings(days.size(), rows, names, primary, verdict);
    }

    private static Finding finding(Row row, Group group, Resampling resampling, Optional<double[]> resampled) {
        Difference score = difference(row.candidate().score(), row.champion().score(), resampled);
        Optional<Difference> mae = row.isEvent()
                ? Optional.empty()
                : Optional.of(difference(
                        mae(row.candidate()),
                        mae(row.champion()),
                        resampling.means(group, Accumulator::absoluteDifference, Accumulator::cases)));
        Optional<Difference> scoreToPersistence = row.withPersistence()
                .map(of -> difference(
                        of.candidate().score(),
                        of.persistence().score(),
                        resampling.means(group, Accumulator::toPersistence, Accumulator::paired)));
        Optional<Difference> maeToPersistence = row.withPersistence()
                .filter(of -> !row.isEvent())
                .map(of -> difference(
                        mae(of.candidate()),
                        mae(of.persistence()),
                        resampling.means(group, Accumulator::absoluteToPersistence, Accumulator::paired)));
        return new Finding(row, score, mae, scoreToPersistence, maeToPersistence);
    }

    private static Difference difference(double candidate, double other, Optional<double[]> resampled) {
        return new Difference(candidate - other, other, resampled.flatMap(means -> Interval.of(means, Interval.LEVEL)));
    }

    private static double mae(Figures figures) {
        return figures instanceof Figures.OfVariable of ? of.mae() : Double.NaN;
    }

    /**
     * Relative differences, averaged over rows. The divisor is the champion's mean over the whole range, so that a resample
     * without rain divides by no zero; a resample with no case of a row is averaged over the others.
     */
    private static final class Average {
        private final double[] sums = new double[BlockBootstrap.RESAMPLES];
        private final int[] counts = new int[BlockBootstrap.RESAMPLES];
        private double sum;
        private int rows;

        void add(Difference difference, double[] resampled) {
            sum += difference.value() / difference.other();
            rows++;
            for (int r = 0; r < resampled.length; r++) {
                if (!Double.isNaN(resampled[r])) {
                    sums[r] += resampled[r] / difference.other();
                    counts[r]++;
                }
            }
        }

        Optional<Change> change(double level) {
            double[] averages = new double[sums.length];
            for (int r = 0; r < sums.length; r++) {
                averages[r] = counts[r] == 0 ? Double.NaN : sums[r] / counts[r];
            }
            return rows == 0
                    ? Optional.empty()
                    : Interval.of(averages, level).map(interval -> new Change(rows, sum / rows, interval));
        }
    }
}
