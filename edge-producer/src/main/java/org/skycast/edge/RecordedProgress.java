package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.edge.source.Source;
import org.skycast.edge.status.RecordedState;

/** How far recorded sources have been read, and how long the rest takes. Noted by the thread that takes, asked by any. */
final class RecordedProgress {

    /** A share of less says nothing of how fast it goes. */
    private static final double TELLING = 0.005;

    private final InstantSource clock;
    private volatile Optional<RecordedState> state = Optional.empty();
    private Instant began = Instant.MIN;
    private double from;

    RecordedProgress(InstantSource clock) {
        this.clock = clock;
    }

    /** @param due when the next record is taken; absent where nothing waits for its time */
    void note(List<Source> sources, Optional<Instant> due) {
        Instant now = clock.instant();
        OptionalDouble share = sources.stream()
                .map(Source::share)
                .flatMapToDouble(OptionalDouble::stream)
                .average();
        if (share.isPresent() && began.equals(Instant.MIN)) {
            began = now;
            from = share.getAsDouble();
        }
        state = share.isEmpty() && due.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordedState(
                        share.stream().boxed().findFirst(),
                        share.stream()
                                .boxed()
                                .flatMap(done -> left(done, now).stream())
                                .findFirst(),
                        due));
    }

    private Optional<Duration> left(double share, Instant now) {
        double done = share - from;
        return done < TELLING
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis((long) (Duration.between(began, now).toMillis() * (1 - share) / done)));
    }

    /** As it was when last something was taken; absent where nothing recorded is read. */
    Optional<RecordedState> state() {
        return state;
    }
}
