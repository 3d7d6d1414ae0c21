package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.observe.Observation;

/**
 * What is remembered of a station to forecast from.
 *
 * @param slots the newest revision of each remembered slot, oldest first
 */
public record History(List<PastSlot> slots) {

    /** A station of which nothing is known. */
    public static final History EMPTY = new History(List.of());

    public History {
        slots = List.copyOf(slots);
    }

    /** The start of the newest slot. */
    public Optional<Instant> newest() {
        return slots.isEmpty()
                ? Optional.empty()
                : Optional.of(slots.get(slots.size() - 1).start());
    }

    /** Whether {@code observation} is of a slot later than all that are remembered. */
    boolean isOpenedBy(Observation observation) {
        Instant start = observation.slot().start();
        return newest().filter(newest -> !start.isAfter(newest)).isEmpty();
    }

    /** The slots by their starts, oldest first. */
    public Map<Instant, PastSlot> byStart() {
        Map<Instant, PastSlot> byStart = new LinkedHashMap<>();
        slots.forEach(slot -> byStart.put(slot.start(), slot));
        return byStart;
    }

    /** The slots that start later than {@code span} before the newest one's end. */
    List<PastSlot> recent(Instant reference, Duration span) {
        Instant first = reference.minus(span);
        return slots.stream().filter(slot -> !slot.start().isBefore(first)).toList();
    }

    /** What a forecaster that remembers {@code span} would have of it, though others remember more. */
    History within(Duration span) {
        return newest().map(newest -> new History(slots.stream()
                        .filter(slot -> slot.start().isAfter(newest.minus(span)))
                        .toList()))
                .orElse(this);
    }

    /** This history with {@code slot}, in the place of an earlier revision of it, as far back as {@code span}. */
    public History with(PastSlot slot, Duration span) {
        var all = new TreeMap<Instant, PastSlot>(byStart());
        all.put(slot.start(), slot);
        return new History(
                new ArrayList<>(all.tailMap(all.lastKey().minus(span), false).values()));
    }
}
