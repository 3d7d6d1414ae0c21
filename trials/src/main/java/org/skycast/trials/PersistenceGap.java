package org.skycast.trials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Difference;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.verify.Score;

/**
 * How much the errors of what was issued are larger or smaller than persistence's, on the same cases: summed up by variable,
 * lead and UTC day of the foretold time. Not thread-safe.
 */
final class PersistenceGap {

    private static final long SEED = 1;
    private static final long DAY = 86_400;

    private final Map<Key, Map<Long, Day>> days = new TreeMap<>();

    private record Key(String name, Duration lead) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::name).thenComparing(Key::lead);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Absolute errors of one day, summed up. */
    private record Day(double issued, double persistence, long cases) {
        Day plus(Day other) {
            return new Day(issued + other.issued, persistence + other.persistence, cases + other.cases);
        }
    }

    /**
     * A variable and lead at which what was issued is worse than persistence.
     *
     * @param difference of the mean absolute errors, in the variable's unit; its interval is absent where the cases are of
     *     too few days to tell
     */
    record Worse(String name, Duration lead, long cases, Difference difference) {}

    /** Counts a score, if it is of a variable and persistence could be asked too. */
    void add(Score score) {
        if (score instanceof Score.OfVariable of && of.persistenceError().isPresent()) {
            long foretold = of.referenceTime().plus(of.lead()).getEpochSecond();
            days.computeIfAbsent(new Key(of.name(), of.lead()), key -> new TreeMap<>())
                    .merge(
                            Math.floorDiv(foretold, DAY),
                            new Day(
                                    Math.abs(of.error()),
                                    Math.abs(of.persistenceError().getAsDouble()),
                                    1),
                            Day::plus);
        }
    }

    /** Counts what another has counted. */
    void add(PersistenceGap other) {
        other.days.forEach((key, of) -> of.forEach(
                (day, sum) -> days.computeIfAbsent(key, k -> new TreeMap<>()).merge(day, sum, Day::plus)));
    }

    /** Whether nothing was counted. */
    boolean isEmpty() {
        return days.isEmpty();
    }

    /** Where it is worse, by variable and lead. */
    List<Worse> worse() {
        SortedSet<Long> all = new TreeSet<>();
        days.values().forEach(of -> all.addAll(of.keySet()));
        var bootstrap = new BlockBootstrap(all.size(), SEED);
        List<Worse> worse = new ArrayList<>();
        days.forEach((key, of) -> {
            Day total = of.values().stream().reduce(new Day(0, 0, 0), Day::plus);
            if (total.issued() > total.persistence()) {
                double persistence = total.persistence() / total.cases();
                var difference = new Difference(
                        total.issued() / total.cases() - persistence,
                        persistence,
                        interval(of, List.copyOf(all), bootstrap));
                worse.add(new Worse(key.name(), key.lead(), total.cases(), difference));
            }
        });
        return worse;
    }

    /** Of the paired difference, days drawn anew in blocks. */
    private static Optional<Interval> interval(Map<Long, Day> of, List<Long> all, BlockBootstrap bootstrap) {
        if (of.size() < BlockBootstrap.FEWEST_DAYS) {
            return Optional.empty();
        }
        double[] sums = new double[all.size()];
        long[] cases = new long[all.size()];
        for (int i = 0; i < sums.length; i++) {
            Day day = of.getOrDefault(all.get(i), new Day(0, 0, 0));
            sums[i] = day.issued() - day.persistence();
            cases[i] = day.cases();
        }
        return Interval.of(bootstrap.means(sums, cases), Interval.LEVEL);
    }
}
