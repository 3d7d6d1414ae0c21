package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When it begins and ends, and for how long a message of it holds. */
final class AlertExtent {

    private AlertExtent() {}

    /**
     * The span of a message of a forecast. It begins with the first slot that is more likely than {@code clear} and ends
     * with the last; once it has begun, its beginning stays.
     *
     * @param before what was told before; empty where it is raised
     */
    static AlertSpan of(AlertRule rule, AlertLevel reached, AlertTold told, int level, Optional<AlertSpan> before) {
        AlertOdds odds = told.odds().get(level);
        Instant reference = told.source().referenceTime();
        Duration slot = slot(told);
        int first = -1;
        int last = -1;
        for (int i = 0; i < odds.leads().size(); i++) {
            if (reached.calibration().of(odds.probabilities().get(i)) > reached.clear()) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        int begins = first < 0 ? odds.probabilities().indexOf(odds.peak()) : first;
        Instant onset = before.map(AlertSpan::onset)
                .filter(known -> !known.isAfter(reference))
                .orElse(reference.plus(odds.leads().get(begins)).minus(slot));
        boolean isWithin = last >= 0 && last < odds.leads().size() - 1;
        Optional<Instant> ends = last < 0
                ? before.flatMap(AlertSpan::ends).filter(end -> end.isAfter(onset))
                : isWithin ? Optional.of(reference.plus(odds.leads().get(last))) : Optional.empty();
        Instant horizon = reference.plus(rule.condition().window().to());
        Instant staleAfter =
                reference.plus(rule.timing().updateEvery()).plus(rule.demands().maxInputAge());
        return lasting(onset, ends, staleAfter, horizon);
    }

    /** The leads are whole slots, the first of them one. */
    private static Duration slot(AlertTold told) {
        List<Duration> leads = told.forecast().variables().isEmpty()
                ? told.forecast().events().get(0).leads()
                : told.forecast().variables().get(0).leads();
        return leads.get(0);
    }

    /** The span of a message that says that nothing is known; it is of use as long as the event may last. */
    static AlertSpan unknown(AlertRule rule, AlertSpan told, Instant judged, Instant at) {
        Instant horizon = judged.plus(rule.condition().window().to());
        Instant least = at.plus(rule.demands().maxInputAge());
        Instant expires = latest(told.ends().orElse(horizon), least, told.onset());
        return new AlertSpan(told.onset(), told.ends(), expires, expires);
    }

    /** The span of an incident's last message: it ends with it, and the message is of use for a day. */
    static AlertSpan closed(AlertSpan told, Instant at) {
        Instant expires =
                latest(at.plus(AlertState.KEPT), told.onset(), told.ends().orElse(at));
        return new AlertSpan(told.onset(), told.ends(), expires, expires);
    }

    private static AlertSpan lasting(Instant onset, Optional<Instant> ends, Instant staleAfter, Instant horizon) {
        Instant expires = latest(ends.orElse(horizon), staleAfter, onset);
        return new AlertSpan(onset, ends, staleAfter, expires);
    }

    private static Instant latest(Instant one, Instant other, Instant third) {
        Instant later = one.isAfter(other) ? one : other;
        return later.isAfter(third) ? later : third;
    }
}
