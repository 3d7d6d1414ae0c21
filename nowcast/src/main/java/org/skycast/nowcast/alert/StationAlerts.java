package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far all rules have come at a station.
 *
 * @param newest the reference time of the newest forecast
 * @param states by rule, those of which there is something to say
 */
public record StationAlerts(Instant newest, List<AlertState> states) {

    /** Nothing has come. */
    public static final StationAlerts NONE = new StationAlerts(Instant.EPOCH, List.of());

    public StationAlerts {
        states = List.copyOf(states);
    }

    /** Whether there is an incident of a rule that is not forgotten. */
    public boolean isOpen(String rule) {
        return states.stream()
                .anyMatch(state -> state.rule().equals(rule) && state.open().isPresent());
    }

    /**
     * When, if no forecast comes, there is something to look at: a deadline of an incident, or a later revision of its rule;
     * empty if there never is.
     *
     * @param book what rules are known
     */
    public Optional<Instant> due(AlertBook book) {
        return states.stream()
                .flatMap(state -> Stream.concat(state.due(book).stream(), state.changes(book)))
                .min(Instant::compareTo);
    }
}
