package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Sky;

/**
 * What is remembered of a station to forecast from.
 *
 * @param slots the newest revision of each remembered slot, oldest first
 */
public record History(List<Past> slots) {

    /** A station of which nothing is known. */
    public static final History EMPTY = new History(List.of());

    public History {
        slots = List.copyOf(slots);
    }

    /**
     * What is remembered of a slot.
     *
     * @param start the slot's start
     * @param revision which revision of its observation
     * @param values what was measured and can be believed, by feature
     * @param skies the newest frame, as each encoder in use has embedded it; of one encoder at most one
     * @param newestReadingAt the newest reading
     */
    public record Past(
            Instant start,
            int revision,
            Map<Feature, Double> values,
            List<Sky> skies,
            Optional<Instant> newestReadingAt) {

        public Past {
            skies = List.copyOf(skies);
            Map<Feature, Double> ordered = new EnumMap<>(Feature.class);
            ordered.putAll(values);
            values = Collections.unmodifiableMap(ordered);
        }

        /** What is worth remembering of {@code observation}. */
        public static Past of(Observation observation) {
            Map<Feature, Double> values = new EnumMap<>(Feature.class);
            for (Feature feature : Feature.values()) {
                feature.of(observation.variables()).ifPresent(value -> values.put(feature, value));
            }
            return new Past(
                    observation.slot().start(),
                    observation.revision(),
                    values,
                    observation.sky().stream().toList(),
                    observation.newestReadingAt());
        }

        /** This slot with its frame as these encoders see it. */
        public Past with(List<Sky> embedded) {
            return new Past(start, revision, values, embedded, newestReadingAt);
        }

        /** What this encoder made of the slot's newest frame. */
        public Optional<Sky> skyOf(String encoderSha256) {
            return skies.stream()
                    .filter(sky -> sky.encoderSha256().equals(encoderSha256))
                    .findFirst();
        }

        /** Whether nothing that a forecaster can use came in the slot. */
        boolean isEmpty() {
            return values.isEmpty() && skies.isEmpty();
        }
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
    public Map<Instant, Past> byStart() {
        Map<Instant, Past> byStart = new LinkedHashMap<>();
        slots.forEach(slot -> byStart.put(slot.start(), slot));
        return byStart;
    }

    /** The slots that start later than {@code span} before the newest one's end. */
    List<Past> recent(Instant reference, Duration span) {
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
    public History with(Past slot, Duration span) {
        var all = new TreeMap<Instant, Past>(byStart());
        all.put(slot.start(), slot);
        return new History(
                new ArrayList<>(all.tailMap(all.lastKey().minus(span), false).values()));
    }
}
