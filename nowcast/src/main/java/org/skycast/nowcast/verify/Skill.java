package org.skycast.nowcast.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Scores, summed up by name and lead. Not thread-safe. */
public final class Skill {

    private final Map<Key, Sum> sums = new TreeMap<>();

    private record Key(String name, Duration lead) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::name).thenComparing(Key::lead).compare(this, other);
        }
    }

    /** A row of the sum. */
    public sealed interface Row {
        /** The variable's CF name, or the event's name. */
        String name();

        /** The lead. */
        Duration lead();

        /** How many forecasts were scored. */
        long cases();

        /** How many more would have been, had their truth come. */
        long missing();
    }

    /**
     * Of a variable, in its unit.
     *
     * @param mae mean absolute error of the median
     * @param rmse root mean squared error of the median
     * @param crps mean continuous ranked probability score
     * @param coverage80 the share of truths within the 80% interval
     * @param paired how many of the cases persistence could be asked about too
     * @param maePaired mean absolute error of the median over those
     * @param maePersistence persistence's mean absolute error over those; absent where there are none
     */
    public record OfVariable(
            String name,
            Duration lead,
            long cases,
            long missing,
            double mae,
            double rmse,
            double crps,
            double coverage80,
            long paired,
            OptionalDouble maePaired,
            OptionalDouble maePersistence)
            implements Row {}

    /**
     * Of an event.
     *
     * @param frequency how often it happened
     * @param brier mean Brier score
     * @param brierOfFrequency the Brier score of saying that frequency each time, known only afterwards
     */
    public record OfEvent(
            String name,
            Duration lead,
            long cases,
            long missing,
            double frequency,
            double brier,
            double brierOfFrequency)
            implements Row {}

    /** Counts a score. */
    public void add(Score score) {
        sums.computeIfAbsent(new Key(score.name(), score.lead()), key -> new Sum())
                .add(score);
    }

    /** The rows of what was scored at least once, by name and lead. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        sums.forEach((key, sum) -> {
            if (sum.cases > 0) {
                rows.add(sum.row(key));
            }
        });
        return rows;
    }

    private static final class Sum {
        private long cases;
        private long missing;
        private double absolute;
        private double squared;
        private double crps;
        private long inside;
        private long paired;
        private double absolutePaired;
        private double persistence;
        private double brier;
        private long happened;
        private boolean isEvent;

        void add(Score score) {
            if (score instanceof Score.Missing) {
                missing++;
            } else if (score instanceof Score.OfVariable of) {
                cases++;
                double error = Math.abs(of.error());
                absolute += error;
                squared += error * error;
                crps += of.crps();
                inside += of.inside80() ? 1 : 0;
                of.persistenceError().ifPresent(other -> {
                    paired++;
                    absolutePaired += error;
                    persistence += Math.abs(other);
                });
            } else if (score instanceof Score.OfEvent of) {
                cases++;
                isEvent = true;
                brier += of.brier();
                happened += of.happened() ? 1 : 0;
            }
        }

        Row row(Key key) {
            double n = cases;
            if (isEvent) {
                double frequency = happened / n;
                return new OfEvent(
                        key.name(), key.lead(), cases, missing, frequency, brier / n, frequency * (1 - frequency));
            }
            return new OfVariable(
                    key.name(),
                    key.lead(),
                    cases,
                    missing,
                    absolute / n,
                    Math.sqrt(squared / n),
                    crps / n,
                    inside / n,
                    paired,
                    paired == 0 ? OptionalDouble.empty() : OptionalDouble.of(absolutePaired / paired),
                    paired == 0 ? OptionalDouble.empty() : OptionalDouble.of(persistence / paired));
        }
    }
}
