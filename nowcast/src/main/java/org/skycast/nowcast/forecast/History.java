package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<Instant, PastSlot> byStart = new LinkedHashMap<>(2 * slots.size());
        slots.forEach(slot -> byStart.put(slot.start(), slot));
        return byStart;
    }

    /** The slots that start later than {@code span} before the newest one's end. */
    List<PastSlot> recent(Instant reference, Duration span) {
        Instant first = reference.minus(span);
        return slots.stream().filter(slot -> !slot.start().isBefore(first)).toList();
    }

    /** What a forecaster that remembers so much would have of it, though others remember more. */
    History within(Reach reach) {
        return newest().map(newest -> new History(reached(slots, newest, reach)))
                .orElse(this);
    }

    /** This history with {@code slot}, in the place of an earlier revision of it, as far back as it is to reach. */
    public History with(PastSlot slot, Reach reach) {
        // From the end: what comes is nearly always the newest slot, or one of the last.
        int after = slots.size();
        while (after > 0 && slots.get(after - 1).start().isAfter(slot.start())) {
            after--;
        }
        boolean amends = after > 0 && slots.get(after - 1).start().equals(slot.start());
        List<PastSlot> all = new ArrayList<>(slots.size() + 1);
        all.addAll(slots.subList(0, amends ? after - 1 : after));
        all.add(slot);
        all.addAll(slots.subList(after, slots.size()));
        return new History(reached(all, all.get(all.size() - 1).start(), reach));
    }

    /** The newest frame is remembered however old it is, for a forecast tells its age. */
    private static List<PastSlot> reached(List<PastSlot> slots, Instant newest, Reach reach) {
        Instant first = newest.minus(reach.slots());
        Instant firstSky = newest.minus(reach.skies());
        List<PastSlot> kept = new ArrayList<>();
        boolean seen = false;
        for (int i = slots.size() - 1; i >= 0 && slots.get(i).start().isAfter(first); i--) {
            PastSlot slot = slots.get(i);
            boolean needed = !seen || slot.start().isAfter(firstSky);
            kept.add(needed || slot.skies().isEmpty() ? slot : slot.with(List.of()));
            seen = seen || !slot.skies().isEmpty();
        }
        Collections.reverse(kept);
        return kept;
    }
}
