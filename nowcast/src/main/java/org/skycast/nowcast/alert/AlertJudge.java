package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.alert.AlertState.Open;
import org.skycast.nowcast.alert.AlertState.Phase;
import org.skycast.nowcast.forecast.Forecast;

/**
 * One rule at one station: what a forecast makes of its state. What cannot be judged counts for neither side; it leaves
 * all counts as they are, so that nothing is ever cleared by what is missing.
 */
final class AlertJudge {

    private final AlertRule rule;
    private final String station;
    private final List<AlertLevel> levels;
    private final AlertWriter writer;

    AlertJudge(AlertRule rule, String station) {
        this.rule = rule;
        this.station = station;
        this.levels = rule.levels(station);
        this.writer = new AlertWriter(rule, station);
    }

    /**
     * What came of it.
     *
     * @param doubt why the forecast could not be judged; empty if it could
     */
    record Judged(AlertState state, Optional<AlertMessage> message, Optional<AlertReason> doubt) {}

    /** Takes a forecast that is newer than all before. */
    Judged judge(AlertState before, Forecast forecast, AlertSource source, LeadSkill skill) {
        AlertEvidence evidence = AlertLikelihood.of(rule, forecast, skill);
        if (evidence instanceof AlertEvidence.Doubt doubt) {
            AlertState state = before.with(before.open().map(o -> o.isActive() ? o.doubted(doubt.reason()) : o));
            return new Judged(state, Optional.empty(), Optional.of(doubt.reason()));
        }
        List<AlertOdds> odds = ((AlertEvidence.Likely) evidence).byLevel();
        AlertState state = counted(before, odds, source.referenceTime());
        var told = new AlertTold(forecast, source, odds);
        Optional<AlertMessage> message = state.open().isPresent()
                ? followUp(state, state.open().get(), told)
                : highest(reached(state)).stream()
                        .mapToObj(level -> raise(told, level))
                        .findFirst();
        return new Judged(after(state, message, source), message, Optional.empty());
    }

    private AlertState counted(AlertState before, List<AlertOdds> odds, Instant reference) {
        boolean gap = before.judged().plus(rule.demands().maxInputAge()).isBefore(reference);
        int mask = (1 << rule.timing().raiseOf()) - 1;
        List<Integer> hits = new ArrayList<>();
        List<Integer> calm = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            double p = odds.get(i).calibrated();
            // What lies far back says nothing of now: neither two of three nor three in a row reach over a gap.
            int hitsBefore = gap ? 0 : before.hits().get(i);
            int calmBefore = gap ? 0 : before.calm().get(i);
            hits.add(((hitsBefore << 1) | (p >= levels.get(i).raise() ? 1 : 0)) & mask);
            calm.add(p <= levels.get(i).clear() ? calmBefore + 1 : 0);
        }
        return new AlertState(rule.id(), rule.revision(), reference, hits, calm, before.open());
    }

    private List<Boolean> reached(AlertState state) {
        return state.hits().stream()
                .map(bits -> Integer.bitCount(bits) >= rule.timing().raiseHits())
                .toList();
    }

    private static OptionalInt highest(List<Boolean> reached) {
        int highest = reached.lastIndexOf(true);
        return highest < 0 ? OptionalInt.empty() : OptionalInt.of(highest);
    }

    private AlertMessage raise(AlertTold told, int level) {
        Instant sent = told.forecast().issuedAt();
        var incident = AlertIncident.begun(station, rule.id(), told.source().referenceTime(), sent);
        return writer.of(Kind.RAISED, AlertReason.RAISED, incident, level, span(told, level, Optional.empty()), told);
    }

    private AlertSpan span(AlertTold told, int level, Optional<AlertSpan> before) {
        return AlertExtent.of(rule, levels.get(level), told, level, before);
    }

    private Optional<AlertMessage> followUp(AlertState state, Open open, AlertTold told) {
        return switch (open.phase()) {
            case CLEARED -> raiseAgain(state, open, told);
            case CLOSED ->
                highest(reached(state)).stream()
                        .mapToObj(level -> raise(told, level))
                        .findFirst();
            case RAISED, UNKNOWN -> goOn(state, open, told);
        };
    }

    /** Within the cooldown one forecast is enough, and the incident is the same. */
    private Optional<AlertMessage> raiseAgain(AlertState state, Open open, AlertTold told) {
        boolean cooling = !told.source()
                .referenceTime()
                .isAfter(open.toldAt().plus(rule.timing().cooldown()));
        OptionalInt level = highest(
                cooling ? state.hits().stream().map(bits -> (bits & 1) == 1).toList() : reached(state));
        if (level.isEmpty()) {
            return Optional.empty();
        }
        if (!cooling) {
            return Optional.of(raise(told, level.getAsInt()));
        }
        return Optional.of(next(
                Kind.RAISED,
                AlertReason.RAISED_AGAIN,
                open,
                level.getAsInt(),
                span(told, level.getAsInt(), Optional.empty()),
                told));
    }

    private AlertMessage next(Kind kind, AlertReason reason, Open open, int level, AlertSpan span, AlertTold told) {
        return writer.of(kind, reason, open.told().with(told.forecast().issuedAt()), level, span, told);
    }

    private Optional<AlertMessage> goOn(AlertState state, Open open, AlertTold told) {
        int up = highest(reached(state)).orElse(-1);
        int standing = highest(held(state, open.level())).orElse(-1);
        boolean isOver = up <= open.level() && standing < 0;
        if (isOver && mayEnd(open, told)) {
            AlertSpan span = AlertExtent.closed(open.span(), told.forecast().issuedAt());
            return Optional.of(next(Kind.CLEARED, AlertReason.BELOW_CLEAR, open, open.level(), span, told));
        }
        boolean isHeldNow = state.calm().subList(0, open.level() + 1).contains(0);
        if (open.phase() == Phase.UNKNOWN && up <= open.level() && !isHeldNow) {
            // It can be judged again, but is neither held nor cleared yet.
            return Optional.empty();
        }
        int least = isOver ? open.level() : standing;
        int level = up > open.level() ? up : least;
        AlertSpan span = span(told, level, Optional.of(open.span()));
        return AlertUpdates.reason(rule, open, level, span, told, isHeldNow)
                .map(reason -> next(Kind.UPDATED, reason, open, level, span, told));
    }

    private boolean mayEnd(Open open, AlertTold told) {
        Instant least = open.told().raisedAt().plus(rule.timing().minActive());
        return !told.source().referenceTime().isBefore(least);
    }

    /** Which levels, up to the told one, have not been at or below {@code clear} often enough in a row. */
    private List<Boolean> held(AlertState state, int level) {
        return state.calm().subList(0, level + 1).stream()
                .map(calm -> calm < rule.timing().clearAfter())
                .toList();
    }

    private static AlertState after(AlertState state, Optional<AlertMessage> message, AlertSource source) {
        if (message.isEmpty()) {
            return state.with(state.open().map(open -> open.isActive() ? open.judgedBy(source) : open));
        }
        AlertMessage said = message.get();
        Phase phase = said.kind() == Kind.CLEARED ? Phase.CLEARED : Phase.RAISED;
        AlertState next = state.with(Optional.of(AlertTold.open(said, phase, source.referenceTime())));
        // What raised it, or a level of it, must not do so once more as soon as that is over.
        int kept = phase == Phase.CLEARED ? 0 : said.level() + 1;
        boolean isDown = said.reason() == AlertReason.LEVEL_DOWN || phase == Phase.CLEARED;
        return isDown ? next.uncountedFrom(kept) : next;
    }
}
