package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the counter of a rain gauge says of the rain that fell. It counts up, and is now and then set back to zero; and what is
 * read of it is at times not what it shows. So no difference is believed for its sign alone:
 *
 * <ul>
 *   <li>A rise that is usual for the time between is rain.
 *   <li>A fall of about a tip is none: counters waver with units and roundings.
 *   <li>A fall to about zero is a reset, and what is shown has fallen since.
 *   <li>A larger rise, and a fall to anywhere else, is in doubt until a later reading tells. If that goes on from the new
 *       level, the level stands: of a rise all of it was rain if a cloud can give it, of a fall what is shown if it was usual
 *       since a reset. If the counter is where it was before, it was a fault and no rain. While the new level only repeats
 *       nothing is told, however long: what is given in place of a value repeats too.
 *   <li>A counter that comes back at once, or after nothing but repetitions, to where it was before a reset was never reset,
 *       and has given no rain.
 *   <li>What is negative or no number says nothing, and nothing is remembered of it.
 * </ul>
 *
 * Amounts are in millimetres. Immutable.
 *
 * @param last what it showed last that is believed
 * @param doubted what it showed since, if that is in doubt
 * @param before what it showed before it fell, and when it did, for as long as that may have been a fault
 */
public record RainCounter(Level last, Optional<Doubt> doubted, Optional<Level> before) {

    /**
     * The envelope of the greatest rainfalls ever measured, 16.6 inches times the hours to the power of 0.475: J. L. H.
     * Paulhus, Indian Ocean and Taiwan rainfalls set new records, Monthly Weather Review 93 (1965), 331-335.
     */
    private static final double GREATEST_OF_AN_HOUR = 16.6 * 25.4;

    private static final double GREATEST_EXPONENT = 0.475;

    /** The envelope begins with the record of a minute; clocks are no more exact than that. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Of the greatest ever: 6 mm in a minute, 13 mm in five, 18 mm in ten, 42 mm in an hour. More needs a second reading. */
    private static final double USUAL = 0.1;

    /** A tip of the coarsest common gauge, 0.01 inch, and a rounding. */
    private static final double TIP = 0.3;

    /** What may have fallen since a reset that happened between two readings. */
    private static final double ABOUT_ZERO = 1;

    /** What rain may soon bring again after a reset: a counter that was lower must come back to just where it was. */
    private static final double SOON = 3;

    /** What rain or a fault goes on after, if it does. */
    private static final Duration FAULT = Duration.ofHours(1);

    private static final double NOTHING = 1e-6;

    /**
     * What a counter showed.
     *
     * @param amount in millimetres
     * @param at when
     */
    public record Level(double amount, Instant at) {}

    /**
     * A level that is in doubt.
     *
     * @param first what was shown, and when
     * @param until when it was shown last; later than that where it has repeated
     */
    public record Doubt(Level first, Instant until) {
        private double amount() {
            return first.amount();
        }

        private boolean hasRepeated() {
            return until.isAfter(first.at());
        }

        private Doubt repeated(Instant at) {
            return new Doubt(first, at);
        }
    }

    /**
     * A counter after a reading.
     *
     * @param counter as it is now
     * @param fallen since the reading before, in millimetres; absent where nothing can be said
     */
    public record Step(RainCounter counter, Optional<Double> fallen) {}

    /** A counter of which {@code level} is the first that is known. */
    public static RainCounter first(Level level) {
        return new RainCounter(level, Optional.empty(), Optional.empty());
    }

    /** Whether {@code amount} is something that a counter can show: not negative, and a number. */
    public static boolean isCount(double amount) {
        return Double.isFinite(amount) && amount >= 0;
    }

    /** The most that a cloud has ever given in a time, in millimetres; of less than a minute that of a minute. */
    public static double greatest(Duration time) {
        double hours = Math.max(time.toMillis(), SHORTEST.toMillis()) / 3_600_000.0;
        return GREATEST_OF_AN_HOUR * Math.pow(hours, GREATEST_EXPONENT);
    }

    /** What is believed of a single reading, in millimetres. */
    public static double usual(Duration time) {
        return USUAL * greatest(time);
    }

    /** What a reading that is not earlier than the last says. */
    public Step next(double amount, Instant at) {
        if (!isCount(amount) || at.isBefore(last.at())) {
            return new Step(this, Optional.empty());
        }
        var shown = new Level(amount, at);
        return doubted.map(doubt -> afterDoubt(doubt, shown)).orElseGet(() -> plain(shown));
    }

    private Step plain(Level shown) {
        double rise = shown.amount() - last.amount();
        boolean usual = rise <= usual(last, shown);
        if (rise > ABOUT_ZERO
                && before.filter(level -> isBackAt(level, shown, usual)).isPresent()) {
            return stands(shown, Math.max(0, shown.amount() - before.get().amount()));
        } else if (!usual) {
            return doubting(shown);
        } else if (rise >= 0) {
            Optional<Level> mayComeBack = before.filter(level -> rise < NOTHING || isRecent(level, shown));
            return new Step(new RainCounter(shown, Optional.empty(), mayComeBack), Optional.of(rise));
        } else if (shown.amount() > NOTHING && -rise <= TIP) {
            return wavers(shown);
        } else if (shown.amount() <= ABOUT_ZERO) {
            return fell(shown, shown.amount());
        }
        return doubting(shown);
    }

    private Step fell(Level shown, double fallen) {
        var from = new Level(last.amount(), shown.at());
        return new Step(new RainCounter(shown, Optional.empty(), Optional.of(from)), Optional.of(fallen));
    }

    /** The counter stays where it was, so that coming up again is no rain either. */
    private Step wavers(Level shown) {
        return new Step(
                new RainCounter(new Level(last.amount(), shown.at()), Optional.empty(), before), Optional.of(0.0));
    }

    private Step afterDoubt(Doubt doubt, Level shown) {
        boolean rose = doubt.amount() > last.amount();
        double further = shown.amount() - doubt.amount();
        if (isBackFrom(doubt, shown) && (!rose || further < -TIP)) {
            double since = shown.amount() - last.amount();
            return since < 0 ? wavers(shown) : stands(shown, since);
        } else if (further < -TIP || further > usual(new Level(doubt.amount(), doubt.until()), shown)) {
            return plainly(doubt, shown);
        } else if (further < NOTHING) {
            var still = new RainCounter(last, Optional.of(doubt.repeated(shown.at())), before);
            return new Step(still, rose ? Optional.empty() : Optional.of(0.0));
        }
        return rose ? afterRise(doubt, shown, further) : fell(shown, sinceFall(doubt, shown, further));
    }

    /** Whether the counter is where it was before the doubt; what has only repeated since says nothing of how much fell. */
    private boolean isBackFrom(Doubt doubt, Level shown) {
        return (doubt.hasRepeated() || isRecent(last, shown)) && isAt(last, shown, usual(last, shown));
    }

    /** Neither where it was nor where it seemed to be: in doubt anew, or plain. */
    private Step plainly(Doubt doubt, Level shown) {
        if (isReset(doubt) && shown.amount() <= ABOUT_ZERO) {
            return new RainCounter(doubt.first(), Optional.empty(), Optional.empty())
                    .fell(shown, doubt.amount() + shown.amount());
        }
        return plain(shown);
    }

    /** It has stayed above a rise that is not usual, and gone on: rain if that was soon and a cloud can give as much. */
    private Step afterRise(Doubt doubt, Level shown, double further) {
        boolean possible = doubt.amount() - last.amount()
                <= greatest(Duration.between(last.at(), doubt.first().at()));
        boolean soon = isRecent(doubt.first(), shown);
        return stands(shown, soon && possible ? shown.amount() - last.amount() : further);
    }

    private double sinceFall(Doubt doubt, Level shown, double further) {
        return isReset(doubt) ? shown.amount() : further;
    }

    /** Whether what is in doubt is a fall, and to no more than may have fallen since a reset. */
    private boolean isReset(Doubt doubt) {
        return doubt.amount() < last.amount() && doubt.amount() <= usual(last, doubt.first());
    }

    private Step doubting(Level shown) {
        return new Step(new RainCounter(last, Optional.of(new Doubt(shown, shown.at())), before), Optional.empty());
    }

    private static Step stands(Level shown, double fallen) {
        return new Step(first(shown), Optional.of(fallen));
    }

    /**
     * Whether it is back where it was before it fell.
     *
     * @param usual whether rain may have brought it there too: then it must have been low until now, if it was never high be
     *     back at just where it was, and that soon
     */
    private boolean isBackAt(Level level, Level shown, boolean usual) {
        boolean exactly = usual && level.amount() <= SOON;
        boolean wasLow = !usual || last.amount() <= level.amount() / 2;
        boolean soon = isRecent(level, shown);
        double above = soon ? usual(level, shown) : usual(FAULT);
        return wasLow && (soon || !usual) && isAt(level, shown, exactly ? TIP : above);
    }

    private static boolean isAt(Level level, Level shown, double above) {
        double over = shown.amount() - level.amount();
        return over >= -TIP && over <= above;
    }

    private static boolean isRecent(Level level, Level shown) {
        return Duration.between(level.at(), shown.at()).compareTo(FAULT) <= 0;
    }

    private static double usual(Level from, Level to) {
        return usual(Duration.between(from.at(), to.at()));
    }
}
