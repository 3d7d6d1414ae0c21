package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a rule has come at a station.
 *
 * @param rule the id of the rule
 * @param revision by which it was judged last
 * @param judged the reference time of the newest forecast that could be judged
 * @param hits by level, which of the newest judgements reached it: a bit each, the newest lowest
 * @param calm by level, how many judgements in a row, to the newest, were at or below {@code clear}
 * @param open what was told and is not forgotten yet
 */
public record AlertState(
        String rule, int revision, Instant judged, List<Integer> hits, List<Integer> calm, Optional<Open> open) {

    /** So long after an incident's end it is forgotten, and what is told of it is deleted. */
    static final Duration KEPT = Duration.ofDays(1);

    public AlertState {
        hits = List.copyOf(hits);
        calm = List.copyOf(calm);
    }

    /** Nothing is known yet. */
    static AlertState begun(AlertRule rule, int levels) {
        List<Integer> none = Collections.nCopies(levels, 0);
        return new AlertState(rule.id(), rule.revision(), Instant.EPOCH, none, none, Optional.empty());
    }

    /** Whether it says no more than that nothing has happened. */
    boolean isIdle() {
        return open.isEmpty() && hits.stream().allMatch(bits -> bits == 0);
    }

    /** The same with other messages. */
    AlertState with(Optional<Open> other) {
        return new AlertState(rule, revision, judged, hits, calm, other);
    }

    /** The same without what was counted of a level and those above it, so that what comes begins anew. */
    AlertState uncountedFrom(int level) {
        return new AlertState(rule, revision, judged, zeroFrom(hits, level), zeroFrom(calm, level), open);
    }

    private static List<Integer> zeroFrom(List<Integer> counts, int level) {
        List<Integer> kept = new ArrayList<>(counts.subList(0, level));
        kept.addAll(Collections.nCopies(counts.size() - level, 0));
        return kept;
    }

    /** When, if no forecast comes, there is something to do; empty if there never is. */
    Optional<Instant> due(AlertBook book) {
        return open.map(o -> o.due(judged, patience(book)));
    }

    /** When later revisions of the rule concern what is open, if no forecast comes before. */
    Stream<Instant> changes(AlertBook book) {
        return open.filter(Open::isActive).stream()
                .flatMap(active -> book.revisions(rule).stream())
                .filter(later -> later.revision() > revision)
                .map(later -> later.from().plus(patience(book)));
    }

    private Duration patience(AlertBook book) {
        return book.revision(rule, revision)
                .map(own -> own.demands().maxInputAge())
                .orElse(Duration.ZERO);
    }

    /** What an incident's messages have said last. */
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
     * @param source the newest forecast that was judged
     * @param doubt why the newest forecast could not be judged; empty if it could
     */
    public record Open(
            AlertIncident told,
            Phase phase,
            int level,
            AlertSpan span,
            AlertOdds odds,
            Instant toldAt,
            AlertSource source,
            Optional<AlertReason> doubt) {

        /** Whether it may still change; if not, it waits to be forgotten. */
        public boolean isActive() {
            return phase == Phase.RAISED || phase == Phase.UNKNOWN;
        }

        private Instant due(Instant judged, Duration patience) {
            return switch (phase) {
                case RAISED -> {
                    Instant stale = judged.plus(patience);
                    yield stale.isBefore(span.expires()) ? stale : span.expires();
                }
                case UNKNOWN -> span.expires();
                case CLEARED, CLOSED -> toldAt.plus(KEPT);
            };
        }

        /** The same, judged by another forecast without a word. */
        Open judgedBy(AlertSource other) {
            return new Open(told, phase, level, span, odds, toldAt, other, Optional.empty());
        }

        /** The same, of which the newest forecast says nothing. */
        Open doubted(AlertReason reason) {
            return new Open(told, phase, level, span, odds, toldAt, source, Optional.of(reason));
        }
    }
}
