package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Site;

/**
 * What is known of one station's own time, to tell when a truth can no longer come.
 *
 * @param newest its newest observed slot, and where and when the log had it; absent before the first
 * @param settledTo truths of slots that end by this time have come or are missing
 * @param longestLead of the forecasts that have come
 */
public record VerifyState(Optional<Newest> newest, Instant settledTo, Duration longestLead) {

    /** Earlier than every slot. */
    static final Instant EARLIEST = Instant.ofEpochSecond(-1_000_000_000_000L);

    /** A station of which nothing is known. */
    public static final VerifyState EMPTY = new VerifyState(Optional.empty(), EARLIEST, Duration.ZERO);

    /**
     * The newest observed slot.
     *
     * @param appendedAt when the log took its observation
     */
    public record Newest(Slot slot, Site site, Instant appendedAt) {}

    VerifyState with(Observation observation, Instant appendedAt) {
        boolean newer = newest.filter(
                        n -> !observation.slot().start().isAfter(n.slot().start()))
                .isEmpty();
        return newer
                ? new VerifyState(
                        Optional.of(new Newest(observation.slot(), observation.site(), appendedAt)),
                        settledTo,
                        longestLead)
                : this;
    }

    VerifyState with(Forecast forecast) {
        Duration longest = leads(forecast).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        return longest.compareTo(longestLead) > 0 ? new VerifyState(newest, settledTo, longest) : this;
    }

    VerifyState settled(Instant to) {
        return new VerifyState(newest, to, longestLead);
    }

    /** The station's own time at {@code logTime}: its newest slot's end, taken to go on at the log's pace. */
    Optional<Instant> time(Instant logTime) {
        return newest.map(n -> logTime.isAfter(n.appendedAt())
                ? n.slot().end().plus(Duration.between(n.appendedAt(), logTime))
                : n.slot().end());
    }

    /** Every lead of a forecast, once. Its variables mostly share theirs. */
    static Stream<Duration> leads(Forecast forecast) {
        return Stream.concat(
                        forecast.variables().stream().map(Forecast.OfVariable::leads),
                        forecast.events().stream().map(Forecast.OfEvent::leads))
                .distinct()
                .flatMap(List::stream)
                .distinct();
    }
}
