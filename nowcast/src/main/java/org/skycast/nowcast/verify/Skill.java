package org.skycast.nowcast.verify;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Scores, summed up by name and lead, and the measures that follow from the sums. Not thread-safe. */
public final class Skill {

    private static final SkillSum.Beside NO_BESIDE = new SkillSum.Beside(0, 0, 0);

    private final Map<Key, SkillSum> sums = new TreeMap<>();

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
     * @param bias mean error of the median; above 0 it says too much
     * @param crps mean continuous ranked probability score
     * @param coverage80 the share of truths within the 80% interval
     * @param paired how many of the cases persistence could be asked about too
     * @param maePaired mean absolute error of the median over those
     * @param crpsPaired mean continuous ranked probability score over those
     * @param maePersistence persistence's mean absolute error over those, which is its CRPS too; absent where there are
     *     none
     * @param bundleCases in how many of the cases the bundle itself said something else than was issued
     * @param maeIssued mean absolute error of the issued median over those
     * @param maeBundle mean absolute error of the bundle's own median over those; absent where there are none
     */
    public record OfVariable(
            String name,
            Duration lead,
            long cases,
            long missing,
            double mae,
            double rmse,
            double bias,
            double crps,
            double coverage80,
            long paired,
            OptionalDouble maePaired,
            OptionalDouble crpsPaired,
            OptionalDouble maePersistence,
            long bundleCases,
            OptionalDouble maeIssued,
            OptionalDouble maeBundle)
            implements Row {

        /**
         * The bundle's mean absolute error over the cases that persistence could be asked about: where its forecast went
         * out as it is, the issued one is its own. Absent where it never said something else.
         */
        public OptionalDouble maeBundlePaired() {
            if (maePaired.isEmpty() || maeIssued.isEmpty() || maeBundle.isEmpty()) {
                return OptionalDouble.empty();
            }
            // What is corrected by the station's past has a newest value, hence a persistence to be paired with.
            double worse = bundleCases * (maeBundle.getAsDouble() - maeIssued.getAsDouble());
            return OptionalDouble.of(maePaired.getAsDouble() + worse / paired);
        }

        /** 1 less the share of persistence's mean absolute error that is left; 0 is no better, below 0 is worse. */
        public OptionalDouble maeSkill() {
            return skill(maePaired, maePersistence);
        }

        /** The same by CRPS, where persistence is a single value. */
        public OptionalDouble crpsSkill() {
            return skill(crpsPaired, maePersistence);
        }
    }

    /**
     * Of an event.
     *
     * @param frequency how often it happened
     * @param brier mean Brier score
     * @param brierOfFrequency the Brier score of saying that frequency each time, known only afterwards
     * @param paired how many of the cases persistence could be asked about too
     * @param brierPaired mean Brier score over those
     * @param brierPersistence persistence's mean Brier score over those; absent where there are none
     * @param bundleCases in how many of the cases the bundle itself said something else than was issued
     * @param brierIssued mean Brier score of what was issued over those
     * @param brierBundle mean Brier score of what the bundle itself said over those; absent where there are none
     */
    public record OfEvent(
            String name,
            Duration lead,
            long cases,
            long missing,
            double frequency,
            double brier,
            double brierOfFrequency,
            long paired,
            OptionalDouble brierPaired,
            OptionalDouble brierPersistence,
            long bundleCases,
            OptionalDouble brierIssued,
            OptionalDouble brierBundle)
            implements Row {

        /** 1 less the share of persistence's Brier score that is left; absent where persistence was never wrong. */
        public OptionalDouble brierSkill() {
            return skill(brierPaired, brierPersistence);
        }
    }

    /** Of a variable or an event whose truth never came. */
    public record Unscored(String name, Duration lead, long missing) implements Row {
        @Override
        public long cases() {
            return 0;
        }
    }

    /** Counts a score. */
    public void add(Score score) {
        add(SkillSum.of(score));
    }

    /** Counts scores that were summed up before. */
    public void add(SkillSums other) {
        other.sums().forEach(this::add);
    }

    private void add(SkillSum sum) {
        sums.merge(new Key(sum.name(), sum.lead()), sum, SkillSum::plus);
    }

    /** The sums, to be kept and added up later. */
    public SkillSums sums() {
        return new SkillSums(List.copyOf(sums.values()));
    }

    /** The rows of what was scored at least once, by name and lead. */
    public List<Row> rows() {
        return allRows().stream().filter(row -> row.cases() > 0).toList();
    }

    /** All rows, those of which every truth is missing among them, by name and lead. */
    public List<Row> allRows() {
        return sums.values().stream().map(Skill::row).toList();
    }

    private static Row row(SkillSum sum) {
        if (sum.variable().isPresent()) {
            return row(sum, sum.variable().get());
        }
        if (sum.event().isPresent()) {
            return row(sum, sum.event().get());
        }
        return new Unscored(sum.name(), sum.lead(), sum.missing());
    }

    private static Row row(SkillSum sum, SkillSum.OfVariable of) {
        double n = of.cases();
        SkillSum.Paired paired = of.paired();
        SkillSum.Beside beside = of.beside().orElse(NO_BESIDE);
        return new OfVariable(
                sum.name(),
                sum.lead(),
                of.cases(),
                sum.missing(),
                of.absolute() / n,
                Math.sqrt(of.squared() / n),
                of.error() / n,
                of.crps() / n,
                of.inside() / n,
                paired.cases(),
                mean(paired.absolute(), paired.cases()),
                mean(paired.crps(), paired.cases()),
                mean(paired.persistence(), paired.cases()),
                beside.cases(),
                mean(beside.issued(), beside.cases()),
                mean(beside.bundle(), beside.cases()));
    }

    private static Row row(SkillSum sum, SkillSum.OfEvent of) {
        double n = of.cases();
        double frequency = of.happened() / n;
        SkillSum.Beside beside = of.beside().orElse(NO_BESIDE);
        return new OfEvent(
                sum.name(),
                sum.lead(),
                of.cases(),
                sum.missing(),
                frequency,
                of.brier() / n,
                frequency * (1 - frequency),
                of.paired(),
                mean(of.brierPaired(), of.paired()),
                mean(of.persistence(), of.paired()),
                beside.cases(),
                mean(beside.issued(), beside.cases()),
                mean(beside.bundle(), beside.cases()));
    }

    private static OptionalDouble mean(double sum, long cases) {
        return cases == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / cases);
    }

    private static OptionalDouble skill(OptionalDouble score, OptionalDouble reference) {
        boolean comparable = score.isPresent() && reference.isPresent() && reference.getAsDouble() > 0;
        return comparable
                ? OptionalDouble.of(1 - score.getAsDouble() / reference.getAsDouble())
                : OptionalDouble.empty();
    }
}
