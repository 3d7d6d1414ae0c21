package org.skycast.streams.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.skycast.nowcast.observe.Slot;

/**
 * From which slot on a deployment holds. A slot that has been forecast keeps the forecast that it has, so a switch lies
 * ahead; and a bundle with another encoder first needs a history of embeddings of its own.
 *
 * @param newest the newest observed slot or, where none is, the one that holds the wall clock's time
 * @param forecast whether {@code newest} was observed, so that it has been forecast
 * @param history how long a history of its own the bundle needs first; zero if it has one
 */
public record SwitchPoint(Slot newest, boolean forecast, Duration history) {

    /** So that a deployment which is on its way while a slot closes is still in time for the next but one. */
    private static final int SLOTS_AHEAD = 2;

    /** The first slot where nobody asks for one. */
    public Instant byDefault() {
        return newest.end().plus(newest.length().multipliedBy(SLOTS_AHEAD)).plus(history);
    }

    /**
     * The slot that is asked for, or else the default.
     *
     * @throws RolloutException if that is no slot's start or lies too early
     */
    public Instant choose(Optional<Instant> asked) {
        asked.ifPresent(this::check);
        return asked.orElseGet(this::byDefault);
    }

    private void check(Instant asked) {
        Slot slot = Slot.holding(asked, newest.length());
        if (!slot.start().equals(asked)) {
            throw new RolloutException(
                    "No slot starts at %s; name %s or %s.".formatted(asked, slot.start(), slot.end()));
        }
        Instant least = newest.end().plus(history);
        if (!history.isZero() && asked.isBefore(least)) {
            throw new RolloutException(
                    ("The bundle has another encoder than the champion, so at %s it will not have its %d slots of own"
                                    + " embeddings yet; name %s or later.")
                            .formatted(asked, history.dividedBy(newest.length()), least));
        }
        if (forecast && asked.isBefore(least)) {
            throw new RolloutException(
                    "The slot that starts at %s has been forecast already; name %s or later.".formatted(asked, least));
        }
    }
}
