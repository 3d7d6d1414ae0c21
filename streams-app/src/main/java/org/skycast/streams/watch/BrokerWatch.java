package org.skycast.streams.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether a broker answers. That it is lost is told once, and that it is back; the clients' own complaints, some of each a
 * second, say no more. Thread-safe.
 */
public final class BrokerWatch {

    /** One look may fail for a reason of its own. */
    private static final int FAILED_LOOKS = 2;

    private final String where;
    private final BooleanSupplier answers;
    private final LongSupplier clock;
    private final Duration patience;
    private long answeredAt;
    private int failed;

    /**
     * Begins as if one had just answered.
     *
     * @param where the brokers' addresses
     * @param answers asks, and waits a few seconds at the most
     * @param clock nanoseconds
     * @param patience after so long without an answer it is said not to be there
     */
    public BrokerWatch(String where, BooleanSupplier answers, LongSupplier clock, Duration patience) {
        this.where = where;
        this.answers = answers;
        this.clock = clock;
        this.patience = patience;
        this.answeredAt = clock.getAsLong();
    }

    /** Asks once; gives a sentence where that is news. */
    public Optional<String> look() {
        boolean isThere = answers.getAsBoolean();
        synchronized (this) {
            long now = clock.getAsLong();
            int before = failed;
            failed = isThere ? 0 : failed + 1;
            if (failed == FAILED_LOOKS) {
                return Optional.of(
                        "No broker has answered at %s for %d s. The stages wait, and go on by themselves once one does."
                                .formatted(where, seconds(now)));
            }
            Optional<String> news = isThere && before >= FAILED_LOOKS
                    ? Optional.of("A broker answers again at %s, after %d s.".formatted(where, seconds(now)))
                    : Optional.empty();
            answeredAt = isThere ? now : answeredAt;
            return news;
        }
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - answeredAt).toSeconds();
    }

    /** Whether the last look found one. */
    public synchronized boolean isThere() {
        return failed == 0;
    }

    /** That none has answered for longer than the patience; nothing if one has. */
    public synchronized Optional<String> silence() {
        long now = clock.getAsLong();
        return now - answeredAt > patience.toNanos()
                ? Optional.of("no broker has answered at %s for %d s".formatted(where, seconds(now)))
                : Optional.empty();
    }
}
