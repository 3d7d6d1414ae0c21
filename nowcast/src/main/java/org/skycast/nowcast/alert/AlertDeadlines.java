package org.skycast.nowcast.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.alert.AlertState.Open;
import org.skycast.nowcast.alert.AlertState.Phase;

/** What becomes of a rule's state without a forecast: by time that passes, and by rules that change. */
final class AlertDeadlines {

    private final String station;
    private final AlertBook book;

    AlertDeadlines(String station, AlertBook book) {
        this.station = station;
        this.book = book;
    }

    /**
     * What came of it.
     *
     * @param isForgotten whether its incident ended so long ago that what is told of it is deleted
     */
    record Passed(AlertState state, List<AlertMessage> messages, boolean isForgotten) {
        Passed {
            messages = List.copyOf(messages);
        }

        private static Passed unchanged(AlertState state) {
            return new Passed(state, List.of(), false);
        }
    }

    /** Lets time pass up to {@code time}; all that falls due by then is told, in its order. */
    Passed pass(AlertState before, Instant time) {
        List<AlertMessage> messages = new ArrayList<>();
        AlertState state = before;
        boolean isForgotten = false;
        while (state.open().isPresent()) {
            Open open = state.open().get();
            Instant due = state.due(book).orElseThrow();
            Optional<Change> change = change(state, time).filter(c -> open.isActive() && !c.at().isAfter(due));
            if (change.isPresent()) {
                AlertMessage message =
                        cancel(state, open, change.get(), change.get().at());
                messages.add(message);
                state = closed(state, message);
            } else if (due.isAfter(time)) {
                break;
            } else if (open.isActive()) {
                AlertMessage message = fallen(state, open, due);
                messages.add(message);
                state = message.kind() == Kind.EXPIRED
                        ? closed(state, message)
                        : state.with(Optional.of(AlertTold.open(message, Phase.UNKNOWN, due)));
            } else {
                isForgotten = true;
                state = state.with(Optional.empty());
            }
        }
        return new Passed(state, messages, isForgotten);
    }

    private AlertMessage fallen(AlertState state, Open open, Instant due) {
        AlertRule rule = revision(state);
        var writer = new AlertWriter(rule, station);
        if (open.phase() == Phase.UNKNOWN || !due.isBefore(open.span().expires())) {
            AlertReason reason = AlertReason.NOT_RENEWED;
            return writer.of(Kind.EXPIRED, reason, reason.sentence(), due, open, AlertExtent.closed(open.span(), due));
        }
        AlertReason reason = open.doubt().orElse(AlertReason.NO_FORECAST);
        AlertSpan span = AlertExtent.unknown(rule, open.span(), state.judged(), due);
        return writer.of(Kind.UNKNOWN, reason, reason.sentence(), due, open, span);
    }

    private static AlertState closed(AlertState state, AlertMessage last) {
        return state.uncountedFrom(0).with(Optional.of(AlertTold.open(last, Phase.CLOSED, last.sent())));
    }

    /**
     * What the rules of a forecast's reference time make of a state: an open incident whose rule is withdrawn, changed or
     * no longer holds here is cancelled; counts of a rule that means something else are begun anew.
     *
     * @param issued when the forecast was issued
     */
    Passed reconcile(AlertState state, Instant reference, Instant issued) {
        Optional<AlertRule> now = book.at(state.rule(), reference);
        if (now.isEmpty() || now.get().revision() == state.revision()) {
            return Passed.unchanged(state);
        }
        AlertRule rule = now.get();
        Optional<AlertReason> reason = reason(revision(state), rule);
        if (reason.isEmpty()) {
            return Passed.unchanged(new AlertState(
                    rule.id(), rule.revision(), state.judged(), state.hits(), state.calm(), state.open()));
        }
        AlertState begun = AlertState.begun(rule, rule.levels(station).size());
        Optional<Open> open = state.open();
        if (open.filter(Open::isActive).isEmpty()) {
            // An incident that is over is still to be forgotten, but not to be taken up again by what means
            // something else.
            return Passed.unchanged(begun.with(open.map(AlertDeadlines::closed)));
        }
        AlertMessage message = cancel(state, open.get(), new Change(rule, reason.get(), issued), issued);
        return new Passed(
                begun.with(Optional.of(AlertTold.open(message, Phase.CLOSED, issued))), List.of(message), false);
    }

    private static Open closed(Open open) {
        return new Open(
                open.told(),
                Phase.CLOSED,
                open.level(),
                open.span(),
                open.odds(),
                open.toldAt(),
                open.source(),
                open.doubt());
    }

    /** A rule that is no longer what an incident was raised by, and when that is told if no forecast comes. */
    private record Change(AlertRule rule, AlertReason reason, Instant at) {}

    /** The first change by then; it is told so long after it that a forecast of before it would be too old to be judged. */
    private Optional<Change> change(AlertState state, Instant time) {
        AlertRule before = revision(state);
        Duration patience = before.demands().maxInputAge();
        return book.revisions(state.rule()).stream()
                .filter(rule -> rule.revision() > state.revision())
                .filter(rule -> !rule.from().plus(patience).isAfter(time))
                .filter(rule ->
                        book.at(rule.id(), rule.from()).filter(rule::equals).isPresent())
                .flatMap(rule ->
                        reason(before, rule)
                                .map(reason ->
                                        new Change(rule, reason, rule.from().plus(patience)))
                                .stream())
                .findFirst();
    }

    private Optional<AlertReason> reason(AlertRule before, AlertRule rule) {
        if (!rule.enabled()) {
            return Optional.of(AlertReason.WITHDRAWN);
        }
        if (!rule.places().concerns(station)) {
            return Optional.of(AlertReason.NOT_FOR_STATION);
        }
        return before.meansTheSame(rule, station) ? Optional.empty() : Optional.of(AlertReason.CHANGED);
    }

    private AlertMessage cancel(AlertState state, Open open, Change change, Instant at) {
        String note = change.rule().note();
        String sentence = change.reason().sentence() + (note.isEmpty() ? "" : " " + note);
        return new AlertWriter(revision(state), station)
                .of(Kind.CANCELLED, change.reason(), sentence, at, open, AlertExtent.closed(open.span(), at));
    }

    /** The revision by which a state was judged; the oldest that is kept where that has been forgotten. */
    private AlertRule revision(AlertState state) {
        return book.revision(state.rule(), state.revision())
                .or(() -> book.revisions(state.rule()).stream().findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "The rule %s was never told; is the log of rules whole?".formatted(state.rule())));
    }
}
