package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertLevel;

/**
 * Whether a rule's condition was met, by what was measured. Of a rule of changes a slot meets it if its value has changed so
 * much since one of the slots that lie before it by a lead of the window.
 */
public final class WeatherTruth {

    private final AlertCondition condition;
    private final AlertLevel level;
    private final SlotSeries series;
    private final Duration patience;
    private final List<Duration> leads = new ArrayList<>();

    /**
     * The truth of one level.
     *
     * @param series what was measured of the condition's variable
     * @param patience over so long a stretch without a value nothing is known of what happened in it
     */
    public WeatherTruth(AlertCondition condition, AlertLevel level, SlotSeries series, Duration patience) {
        this.condition = condition;
        this.level = level;
        this.series = series;
        this.patience = patience;
        Duration last = condition.window().to();
        for (Duration lead = series.slot(); lead.compareTo(last) <= 0; lead = lead.plus(series.slot())) {
            if (condition.window().holds(lead)) {
                leads.add(lead);
            }
        }
    }

    Duration slot() {
        return series.slot();
    }

    /** What was measured of the variable itself in the slot that ends then; not a number where nothing was. */
    public double value(Instant end) {
        return series.at(end);
    }

    /** What is held against the threshold: the value, or the change that comes nearest; not a number where it is not known. */
    public double measure(Instant end) {
        double value = series.at(end);
        if (condition.measure() == Measure.VALUE || Double.isNaN(value)) {
            return value;
        }
        double nearest = Double.NaN;
        for (Duration back : leads) {
            double change = value - series.at(end.minus(back));
            nearest = Double.isNaN(nearest) ? change : worse(nearest, change);
        }
        return nearest;
    }

    /** Which of two comes nearer to the condition, or goes further beyond it. */
    double worse(double one, double other) {
        if (Double.isNaN(other)) {
            return one;
        }
        return condition.relation().isOfSmallValues() ? Math.min(one, other) : Math.max(one, other);
    }

    /** Whether the slot that ends then met the condition; empty where that is not known. */
    public Optional<Boolean> isMet(Instant end) {
        double measured = measure(end);
        return Double.isNaN(measured)
                ? Optional.empty()
                : Optional.of(condition.relation().holds(measured, level.threshold()));
    }

    /**
     * Whether any slot of the window after a reference time met the condition; empty where none did that was measured and
     * others may have.
     *
     * @param newest what the forecast took for the newest value, of which a change is reckoned
     */
    public Optional<Boolean> came(Instant reference, OptionalDouble newest) {
        boolean isOfChange = condition.measure() == Measure.CHANGE;
        if (isOfChange && newest.isEmpty()) {
            return Optional.empty();
        }
        double shift = isOfChange ? newest.getAsDouble() : 0;
        boolean any = false;
        for (Duration lead : leads) {
            double value = series.at(reference.plus(lead)) - shift;
            any |= !Double.isNaN(value);
            if (condition.relation().holds(value, level.threshold())) {
                return Optional.of(true);
            }
        }
        Instant begin = reference.plus(condition.window().from()).minus(series.slot());
        boolean isKnown =
                any && isCovered(begin, reference.plus(condition.window().to()));
        return isKnown ? Optional.of(false) : Optional.empty();
    }

    /** Whether no stretch between two times is without a value for longer than the patience. */
    boolean isCovered(Instant from, Instant to) {
        Instant known = from;
        for (Instant end = firstEnd(from); !end.isAfter(to); end = end.plus(series.slot())) {
            if (!Double.isNaN(measure(end))) {
                known = end;
            } else if (Duration.between(known, end).compareTo(patience) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The end of the first slot that begins then or later. */
    Instant firstEnd(Instant from) {
        long length = series.slot().toSeconds();
        return Instant.ofEpochSecond(-Math.floorDiv(-ceilSecond(from), length) * length)
                .plus(series.slot());
    }

    private static long ceilSecond(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }

    /** The end of the window: so far ahead an alert may tell. */
    Duration farthest() {
        return condition.window().to();
    }

    Duration patience() {
        return patience;
    }
}
