package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How far a rule has come at a station.
 *
 * @param rule the key of the revision by which it was judged last
 * @param hits by level, which of the newest judgements reached it: a bit each, the newest lowest
 * @param calm by level, how many judgements in a row, to the newest, were at or below {@code clear}
 * @param open what was told and is not forgotten yet
 */
public record AlertState(String rule, List<Integer> hits, List<Integer> calm, Optional<Open> open) {

    public AlertState {
        hits = List.copyOf(hits);
        calm = List.copyOf(calm);
    }

    /** Nothing is known yet. */
    static AlertState begun(AlertRule rule, int levels) {
        return new AlertState(
                rule.key(), Collections.nCopies(levels, 0), Collections.nCopies(levels, 0), Optional.empty());
    }

    /** Whether it says no more than that nothing has happened. */
    boolean isIdle() {
        return open.isEmpty() && hits.stream().allMatch(bits -> bits == 0);
    }

    /** What an incident's messages have said so far. */
    public enum Phase {
        RAISED,
        UNKNOWN,
        CLEARED,
        /** Expired or cancelled: it is not taken up again. */
        CLOSED
    }

    /**
     * An incident that is open, or was until a day ago.
     *
     * @param told its messages
     * @param phase what they say
     * @param level the level that was told, from 0
     * @param span for how long the newest message holds
     * @param odds what was told of the probability, without leads
     * @param toldAt the reference time, or the deadline, of the newest message
     * @param judged the reference time of the newest judgement
     * @param doubt why the forecasts since then could not be judged; empty if none came
     */
    public record Open(
            AlertIncident told,
            Phase phase,
            int level,
            AlertSpan span,
            AlertOdds odds,
            Instant toldAt,
            Instant judged,
            Optional<AlertReason> doubt) {

        /** Whether it may still change; if not, it waits to be forgotten. */
        public boolean isActive() {
            return phase == Phase.RAISED || phase == Phase.UNKNOWN;
        }

        /** When, if nothing comes, there is something to do. */
        Instant due(Duration patience, Duration kept) {
            return switch (phase) {
                case RAISED -> earlier(judged.plus(patience), span.expires());
                case UNKNOWN -> span.expires();
                case CLEARED, CLOSED -> toldAt.plus(kept);
            };
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
