package org.skycast.dashboard.feed;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How reading stands.
 *
 * @param heard when the broker last answered; absent before it did so once
 * @param caughtUp when all that was committed had last been read; absent before that was so once
 * @param lags by topic
 * @param fault why nothing is read, in a sentence
 */
public record FeedState(
        Optional<Instant> heard, Optional<Instant> caughtUp, Map<String, Lag> lags, Optional<String> fault) {

    /** Before anything was asked. */
    public static final FeedState NOTHING =
            new FeedState(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    public FeedState {
        lags = Map.copyOf(lags);
    }

    /** The share that was read so far, from 0 to 1, of what there was to read since this process began; 1 where there was nothing. */
    public double share() {
        long read = lags.values().stream()
                .mapToLong(lag -> Math.max(0, lag.readTo() - lag.begunAt()))
                .sum();
        return read + behind() == 0 ? 1 : read / (double) (read + behind());
    }

    /** How many offsets are still to be read, of all topics. */
    public long behind() {
        return lags.values().stream().mapToLong(Lag::records).sum();
    }
}
