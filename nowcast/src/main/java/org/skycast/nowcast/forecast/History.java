package org.skycast.nowcast.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.skycast.nowcast.observe.Observation;

/**
 * What is remembered of a station to forecast from: the newest revision of each recent slot, whole, and of a longer past
 * only the values, from which persistence learns how far it goes wrong.
 *
 * @param recent the slots a forecaster looks back on, oldest first
 * @param past the values of these and earlier slots, oldest first
 */
public record History(List<Observation> recent, List<Past> past) {

    /** A station of which nothing is known. */
    public static final History EMPTY = new History(List.of(), List.of());

    public History {
        recent = List.copyOf(recent);
        past = List.copyOf(past);
    }

    /**
     * A slot's values.
     *
     * @param start the slot's start
     * @param values by feature; what was not measured is absent
     */
    public record Past(Instant start, Map<Feature, Double> values) {
        public Past {
            Map<Feature, Double> ordered = new TreeMap<>(values);
            values = Collections.unmodifiableMap(ordered);
        }

        static Past of(Observation observation) {
            Map<Feature, Double> values = new TreeMap<>();
            for (Feature feature : Feature.values()) {
                OptionalDouble value = feature.of(observation.variables());
                value.ifPresent(v -> values.put(feature, v));
            }
            return new Past(observation.slot().start(), values);
        }
    }

    /** The start of the newest slot. */
    public Optional<Instant> newest() {
        return recent.isEmpty()
                ? Optional.empty()
                : Optional.of(recent.get(recent.size() - 1).slot().start());
    }

    /** The recent slots by their starts. */
    public Map<Instant, Observation> byStart() {
        Map<Instant, Observation> byStart = new LinkedHashMap<>();
        recent.forEach(observation -> byStart.put(observation.slot().start(), observation));
        return byStart;
    }

    /**
     * This history with {@code observation} in it, in the place of an earlier revision of its slot.
     *
     * @param recentSlots how many slots {@code recent} looks back
     * @param pastSlots how many slots {@code past} looks back
     */
    History with(Observation observation, int recentSlots, int pastSlots) {
        var observations = new TreeMap<Instant, Observation>(byStart());
        var values = new TreeMap<Instant, Past>();
        past.forEach(slot -> values.put(slot.start(), slot));
        Instant start = observation.slot().start();
        observations.put(start, observation);
        values.put(start, Past.of(observation));
        var length = observation.slot().length();
        Instant newest = observations.lastKey();
        return new History(
                new ArrayList<>(observations
                        .tailMap(newest.minus(length.multipliedBy(recentSlots)), false)
                        .values()),
                new ArrayList<>(values.tailMap(newest.minus(length.multipliedBy(pastSlots)), false)
                        .values()));
    }
}
