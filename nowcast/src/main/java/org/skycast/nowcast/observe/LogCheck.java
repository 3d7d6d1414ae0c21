package org.skycast.nowcast.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.skycast.nowcast.observe.Rejection.Reason;

/**
 * Whether what stands in the log of observations can have come there by the rules. This log is the
 * topology's own, but whoever may write to it could otherwise silence a station for ever with one record of a later slot.
 * The rule has no setting, so that a replay goes by the same one.
 */
public final class LogCheck {

    /** How far the end of a slot may be ahead of the log that its observation stands in. */
    public static final Duration AHEAD = Duration.ofMinutes(15);

    private LogCheck() {}

    /**
     * Why an observation may not be used, if so.
     *
     * @param key of the record
     * @param slotLength how long slots are
     */
    public static Optional<Rejection> fault(String key, LoggedObservation logged, Duration slotLength) {
        Observation observation = logged.observation();
        Slot slot = observation.slot();
        Optional<Rejection> mismatch = mismatch(key, observation.stationId());
        if (mismatch.isPresent()) {
            return mismatch;
        }
        if (!slot.length().equals(slotLength)
                || !Slot.holding(slot.start(), slotLength).equals(slot)) {
            return unusable("Its slot of %s from %s is none; slots are of %s and begin on the clock's marks."
                    .formatted(slot.length(), slot.start(), slotLength));
        }
        if (observation.revision() < 0) {
            return unusable("Its revision is %d; revisions are counted from 0.".formatted(observation.revision()));
        }
        return ahead(slot.end(), logged.appendedAt());
    }

    /** Why a slot that ends at {@code end} cannot stand in a log that took it at {@code appendedAt}, if it cannot. */
    public static Optional<Rejection> ahead(Instant end, Instant appendedAt) {
        return end.isAfter(appendedAt.plus(AHEAD))
                ? Optional.of(new Rejection(
                        Reason.IN_FUTURE,
                        "It ends at %s, but the log took it at %s; no slot is known so early."
                                .formatted(end, appendedAt)))
                : Optional.empty();
    }

    /** Why a record of a station cannot stand under a key, if it cannot. */
    public static Optional<Rejection> mismatch(String key, String station) {
        return key.equals(station) ? Optional.empty() : Optional.of(keyMismatch(key, station));
    }

    /** That a record of one station stands under the key of another. */
    public static Rejection keyMismatch(String key, String station) {
        return new Rejection(
                Reason.KEY_MISMATCH,
                "The key is '%s', but the record is of station '%s'; key records by their station."
                        .formatted(key, station));
    }

    private static Optional<Rejection> unusable(String sentence) {
        return Optional.of(new Rejection(Reason.SLOT_UNUSABLE, sentence));
    }
}
