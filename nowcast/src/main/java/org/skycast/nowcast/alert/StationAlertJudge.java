package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;

/**
 * All rules at one station. Time passes by what the log says alone: by the issue of a forecast, and by ticks. What falls
 * due meanwhile is told with the time at which it fell due, so it is the same however often time is told to pass.
 */
public final class StationAlertJudge {

    private static final Comparator<AlertMessage> ORDER = Comparator.comparing(AlertMessage::sent)
            .thenComparing(message -> message.rule().id());

    private final String station;
    private final AlertBook book;
    private final LeadSkill skill;

    /** @param skill tells whether forecasts are better than persistence, for rules that ask */
    public StationAlertJudge(String station, AlertBook book, LeadSkill skill) {
        this.station = station;
        this.book = book;
        this.skill = skill;
    }

    /** What is being worked on. */
    private static final class Work {
        private final Map<String, AlertState> states = new TreeMap<>();
        private final List<AlertMessage> messages = new ArrayList<>();
        private final List<String> forgotten = new ArrayList<>();
        private final List<AlertOutcome.Doubt> doubts = new ArrayList<>();

        Work(StationAlerts before) {
            before.states().forEach(state -> states.put(state.rule(), state));
        }

        void add(AlertDeadlines.Passed passed) {
            states.put(passed.state().rule(), passed.state());
            messages.addAll(passed.messages());
            if (passed.isForgotten()) {
                forgotten.add(passed.state().rule());
            }
        }

        AlertOutcome outcome(Instant newest) {
            messages.sort(ORDER);
            List<AlertState> kept =
                    states.values().stream().filter(state -> !state.isIdle()).toList();
            return new AlertOutcome(new StationAlerts(newest, kept), messages, forgotten, doubts, false);
        }
    }

    /**
     * Takes the next forecast of the log. One that is no newer than the newest is left aside: amendments never judge
     * again.
     *
     * @param at where it stands
     */
    public AlertOutcome take(StationAlerts before, Forecast forecast, Origin at) {
        Instant reference = forecast.referenceTime();
        if (!reference.isAfter(before.newest())) {
            return new AlertOutcome(before, List.of(), List.of(), List.of(), true);
        }
        var work = new Work(before);
        var deadlines = new AlertDeadlines(station, book);
        for (AlertState state : before.states()) {
            AlertDeadlines.Passed passed = deadlines.pass(state, forecast.issuedAt());
            work.add(passed);
            work.add(deadlines.reconcile(passed.state(), reference, forecast.issuedAt()));
        }
        var source = new AlertSource(
                at, reference, forecast.completeness(), forecast.lineage().withoutSlots());
        for (AlertRule rule : book.asking(station, reference)) {
            AlertState state = Optional.ofNullable(work.states.get(rule.id()))
                    .orElseGet(() -> AlertState.begun(rule, rule.levels(station).size()));
            AlertJudge.Judged judged = new AlertJudge(rule, station).judge(state, forecast, source, skill);
            work.states.put(rule.id(), judged.state());
            judged.message().ifPresent(work.messages::add);
            judged.doubt().ifPresent(reason -> work.doubts.add(new AlertOutcome.Doubt(rule.id(), reason)));
        }
        return work.outcome(reference);
    }

    /** Tells that the log has come to a time without a forecast of the station. */
    public AlertOutcome pass(StationAlerts before, Instant time) {
        var work = new Work(before);
        var deadlines = new AlertDeadlines(station, book);
        before.states().forEach(state -> work.add(deadlines.pass(state, time)));
        return work.outcome(before.newest());
    }
}
