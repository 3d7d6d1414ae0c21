package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.nowcast.warning.WarningMatch.JudgedAlert;
import org.skycast.nowcast.warning.WarningMatch.JudgedEvent;

/**
 * How many events and alerts came to what, and the figures of that. An event counts on the UTC day of its onset, an alert on
 * that on which it was raised.
 */
public final class WarningCounts {

    /** With fewer events one cannot tell. */
    public static final int FEWEST_EVENTS = 10;

    private final SortedSet<Long> days = new TreeSet<>();
    private final Map<Long, Day> byDay = new TreeMap<>();
    private final Map<EventFate, Integer> events = new EnumMap<>(EventFate.class);
    private final Map<AlertFate, Integer> alerts = new EnumMap<>(AlertFate.class);
    private final List<Duration> leads = new ArrayList<>();
    private Duration active = Duration.ZERO;
    private Duration unknown = Duration.ZERO;

    private static final class Day {
        private long hits;
        private long events;
        private long falseAlarms;
        private long alerts;
    }

    /**
     * A figure.
     *
     * @param interval by resampled days; empty where there are too few of them, or of events, to tell
     */
    public record Figure(double value, Optional<Interval> interval) {}

    /** Days on which forecasts were judged, though nothing may have happened on them: UTC days since 1970. */
    public void judged(Collection<Long> others) {
        days.addAll(others);
    }

    /** Counts what came of a station. */
    public void add(WarningMatch match) {
        for (JudgedEvent of : match.events()) {
            events.merge(of.fate(), 1, Integer::sum);
            if (of.fate() != EventFate.UNJUDGED) {
                Day day = day(of.event().onset());
                day.events++;
                day.hits += of.fate() == EventFate.HIT ? 1 : 0;
            }
            if (of.fate() == EventFate.HIT) {
                leads.add(of.lead().orElseThrow());
            }
        }
        for (JudgedAlert of : match.alerts()) {
            alerts.merge(of.fate(), 1, Integer::sum);
            active = active.plus(of.alert().active());
            unknown = unknown.plus(of.alert().unknown());
            if (of.fate() != AlertFate.UNJUDGED) {
                Day day = day(of.alert().begin());
                day.alerts++;
                day.falseAlarms += of.fate() == AlertFate.FALSE_ALARM ? 1 : 0;
            }
        }
    }

    private Day day(Instant time) {
        long day = Math.floorDiv(time.getEpochSecond(), 86_400L);
        days.add(day);
        return byDay.computeIfAbsent(day, number -> new Day());
    }

    /** How many events came to that. */
    public int count(EventFate fate) {
        return events.getOrDefault(fate, 0);
    }

    /** How many alerts came to that. */
    public int count(AlertFate fate) {
        return alerts.getOrDefault(fate, 0);
    }

    /** The events that were judged. */
    public int events() {
        return count(EventFate.HIT) + count(EventFate.LATE) + count(EventFate.MISSED);
    }

    /** The alerts that were judged. */
    public int alerts() {
        return count(AlertFate.TRUE) + count(AlertFate.FALSE_ALARM);
    }

    /** All alerts, judged or not. */
    public int raised() {
        return alerts() + count(AlertFate.UNJUDGED);
    }

    /** On how many UTC days forecasts were judged. */
    public int days() {
        return days.size();
    }

    /** Whether there is enough to tell how good the warnings were. */
    public boolean isTold() {
        return events() >= FEWEST_EVENTS && days() >= BlockBootstrap.FEWEST_DAYS;
    }

    /** For how long alerts held, all stations together. */
    public Duration active() {
        return active;
    }

    /** For how long alerts held of which it was said that nobody knows. */
    public Duration unknown() {
        return unknown;
    }

    /** Of the leads of hits; empty where there was none. */
    public Optional<Duration> lead(double level) {
        if (leads.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = leads.stream().sorted().toList();
        double at = level * (sorted.size() - 1);
        long below = sorted.get((int) at).toSeconds();
        long above = sorted.get((int) Math.ceil(at)).toSeconds();
        return Optional.of(Duration.ofSeconds(Math.round(below + (at - (int) at) * (above - below))));
    }

    /** The probability of detection: the share of events that were hit. */
    public Figure pod(long seed) {
        return figure(day -> day.hits, day -> day.events, seed);
    }

    /** The false alarm ratio: the share of alerts that were false. */
    public Figure far(long seed) {
        return figure(day -> day.falseAlarms, day -> day.alerts, seed);
    }

    /** The critical success index, or threat score: hits over events and false alarms. */
    public Figure csi(long seed) {
        return figure(day -> day.hits, day -> day.events + day.falseAlarms, seed);
    }

    /** The frequency bias: how many alerts there were for an event. */
    public OptionalDouble bias() {
        return events() == 0 ? OptionalDouble.empty() : OptionalDouble.of(alerts() / (double) events());
    }

    private Figure figure(ToLongFunction<Day> some, ToLongFunction<Day> all, long seed) {
        double[] sums = new double[days.size()];
        long[] cases = new long[days.size()];
        double sum = 0;
        long count = 0;
        int at = 0;
        for (long number : days) {
            Day day = byDay.getOrDefault(number, new Day());
            sums[at] = some.applyAsLong(day);
            cases[at] = all.applyAsLong(day);
            sum += sums[at];
            count += cases[at++];
        }
        if (count == 0 || !isTold()) {
            return new Figure(count == 0 ? Double.NaN : sum / count, Optional.empty());
        }
        double share = sum / count;
        if (share == 0 || share == 1) {
            long with = Arrays.stream(cases).filter(of -> of > 0).count();
            return new Figure(share, Optional.of(Interval.ofAllOrNone(share, with)));
        }
        double[] means = new BlockBootstrap(days.size(), seed).means(sums, cases);
        // The resamples are moved apart, for they are of few days; a share stays one.
        Optional<Interval> interval = Interval.of(means, Interval.LEVEL)
                .map(of -> new Interval(Math.max(0, of.low()), Math.min(1, of.high())));
        return new Figure(share, interval);
    }
}
