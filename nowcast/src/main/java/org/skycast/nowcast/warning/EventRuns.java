package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the runs of slots that meet a condition; runs with no more than two slots between them that do not are one. */
public final class EventRuns {

    /** So many slots in a row may fail within one event. */
    private static final int GAP = 2;

    private final String station;
    private final WeatherTruth truth;
    private final List<ObservedEvent> found = new ArrayList<>();
    private Optional<ObservedEvent> open = Optional.empty();
    private int failed;
    private Optional<Instant> known = Optional.empty();

    private EventRuns(String station, WeatherTruth truth) {
        this.station = station;
        this.truth = truth;
    }

    /** The events whose onset is within a span of time, in order. */
    public static List<ObservedEvent> of(String station, WeatherTruth truth, Instant from, Instant to) {
        var runs = new EventRuns(station, truth);
        Instant before = from.minus(truth.patience()).minus(truth.slot().multipliedBy(GAP + 1));
        // An event that has begun is followed to its end.
        for (Instant end = truth.firstEnd(before); end.minus(truth.slot()).isBefore(to) || runs.open.isPresent(); ) {
            runs.take(end, truth.isMet(end));
            end = end.plus(truth.slot());
        }
        return runs.found.stream()
                .filter(event -> !event.onset().isBefore(from) && event.onset().isBefore(to))
                .toList();
    }

    private void take(Instant end, Optional<Boolean> isMet) {
        Duration unknown = Duration.between(known.orElse(end), end);
        if (unknown.compareTo(truth.patience()) > 0) {
            close();
            known = Optional.empty();
        }
        if (isMet.isEmpty()) {
            return;
        }
        if (isMet.get()) {
            open = Optional.of(open.map(event -> longer(event, end)).orElseGet(() -> begun(end)));
            failed = 0;
        } else if (++failed > GAP) {
            close();
        }
        known = Optional.of(end);
    }

    private ObservedEvent begun(Instant end) {
        return new ObservedEvent(station, end.minus(truth.slot()), end, truth.measure(end), known.isPresent());
    }

    private ObservedEvent longer(ObservedEvent event, Instant end) {
        double worst = truth.worse(event.worst(), truth.measure(end));
        return new ObservedEvent(station, event.onset(), end, worst, event.isBeginSeen());
    }

    private void close() {
        open.ifPresent(found::add);
        open = Optional.empty();
    }
}
