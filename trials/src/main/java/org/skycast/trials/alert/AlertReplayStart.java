package org.skycast.trials.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.avro.Alert;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/**
 * Where a replay of alerts begins, station by station, so that it comes to the range as the live stage did: where no alert
 * of the station was open.
 *
 * @param usual for a station of which the log tells no alert about the beginning of the range
 * @param earlier by station id, for those of which it does
 */
record AlertReplayStart(Instant usual, Map<String, Instant> earlier) {

    /** More than any rule looks back over forecasts, 30 of them, and than what is told of an end stays. */
    static final Duration BEFORE = Duration.ofHours(6);

    static final Duration AFTER = Duration.ofHours(25);

    AlertReplayStart {
        earlier = Map.copyOf(earlier);
    }

    /** A stretch of time that an incident took, with what it may have looked back on. */
    record Stretch(Instant begin, Instant end) {

        static Stretch of(Alert alert) {
            return new Stretch(
                    alert.getWeather().getRaisedAt().minus(BEFORE),
                    alert.getWeather().getSent().plus(AFTER));
        }

        private Stretch with(Stretch other) {
            return new Stretch(begin, end.isAfter(other.end) ? end : other.end);
        }
    }

    /** As far as the log of alerts tells; {@code from} is the first time of the range. */
    static AlertReplayStart in(Map<String, ?> clients, Instant from) {
        Map<String, Map<String, Stretch>> byStation = new HashMap<>();
        var values = LogValues.of(Topics.ALERTS, clients, Unreadable.IS_PASSED_OVER);
        try (LogReader reader = LogReader.on(clients)) {
            for (LogSpan span : reader.whole(Topics.ALERTS.name())) {
                reader.read(
                        span,
                        record -> values.entry(record).ifPresent(entry -> {
                            Alert alert = entry.value();
                            byStation
                                    .computeIfAbsent(alert.getStationId(), station -> new HashMap<>())
                                    .merge(alert.getWeather().getIncident(), Stretch.of(alert), Stretch::with);
                        }));
            }
        }
        Map<String, List<Stretch>> incidents = new HashMap<>();
        byStation.forEach((station, stretches) -> incidents.put(station, new ArrayList<>(stretches.values())));
        return among(incidents, from);
    }

    /** @param incidents by station id */
    static AlertReplayStart among(Map<String, List<Stretch>> incidents, Instant from) {
        Instant usual = from.minus(BEFORE);
        Map<String, Instant> earlier = new HashMap<>();
        incidents.forEach((station, stretches) -> {
            Instant start = outside(stretches, usual);
            if (start.isBefore(usual)) {
                earlier.put(station, start);
            }
        });
        return new AlertReplayStart(usual, earlier);
    }

    /** The last time at or before this one that lies inside of none. */
    private static Instant outside(Collection<Stretch> incidents, Instant from) {
        Instant start = from;
        boolean isInside = true;
        while (isInside) {
            isInside = false;
            for (Stretch incident : incidents) {
                if (incident.begin().isBefore(start) && incident.end().isAfter(start)) {
                    start = incident.begin();
                    isInside = true;
                }
            }
        }
        return start;
    }

    Instant of(String station) {
        return earlier.getOrDefault(station, usual);
    }

    Instant earliest() {
        return earlier.values().stream().reduce(usual, (one, other) -> one.isBefore(other) ? one : other);
    }

    /**
     * @param kept the time from which on all forecasts are still there; empty if all are
     * @throws StartupException if the log has no longer what some station must be judged by
     */
    void requireKept(String topic, Optional<Instant> kept) {
        if (kept.isPresent() && earliest().isBefore(kept.get())) {
            throw new StartupException(
                    "%s holds all forecasts from %s on, and to tell what went out they are needed from %s on; give a later --from, at least %s."
                            .formatted(topic, kept.get(), earliest(), kept.get().plus(BEFORE)));
        }
    }
}
