package org.skycast.trials.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.warning.TestedAlert.Spell;
import org.skycast.trials.backtest.RuleOutcome.LevelOutcome;
import org.skycast.trials.report.Numbers;

/** An event or an alert as JSON, and what its plot shows. */
final class CaseTree {

    /** What is shown before it, and after it. */
    private static final Duration BEFORE = Duration.ofHours(3);

    private static final Duration AFTER = Duration.ofHours(1);

    /** Of what lasts longer the beginning is shown. */
    private static final Duration MOST = Duration.ofHours(24);

    private CaseTree() {}

    static void put(ObjectNode to, WarningCase of) {
        to.put("rule", of.outcome().rule().id())
                .put("level", of.level())
                .put("station", of.outcome().archive().station())
                .put("kind", of.event().isPresent() ? "event" : "alert")
                .put("fate", of.fate())
                .put("begin", of.begin().toString())
                .put("end", of.end().toString())
                .put("incident", of.incident().orElse(null));
        Numbers.put(
                to,
                "leadMinutes",
                of.lead().map(lead -> lead.toSeconds() / 60.0).orElse(Double.NaN));
        of.event().ifPresent(event -> Numbers.put(to, "worst", event.event().worst()));
        of.alert().ifPresent(alert -> {
            Numbers.put(to, "peak", alert.alert().peak());
            to.put("last", alert.alert().last().map(Enum::name).orElse(null));
        });
    }

    /** What the page draws: by slot, what was measured, and the peak of the forecast whose reference time is its end. */
    static void plot(ObjectNode to, WarningCase of) {
        LevelOutcome outcome = of.of();
        StationArchive archive = of.outcome().archive();
        Duration slot = archive.slot();
        Instant first = Slot.holding(of.begin().minus(BEFORE), slot).start();
        Instant last = earlier(of.end(), of.begin().plus(MOST)).plus(AFTER);
        AlertLevel level = of.outcome().rule().levels(archive.station()).get(of.level());
        to.put("first", first.getEpochSecond()).put("slotSeconds", slot.toSeconds());
        Numbers.put(to, "threshold", level.threshold());
        Numbers.put(to, "raise", level.raise());
        Numbers.put(to, "clear", level.clear());
        ArrayNode measured = to.putArray("measured");
        ArrayNode said = to.putArray("said");
        int at = archive.indexOf(first);
        for (Instant time = first; !time.isAfter(last); time = time.plus(slot)) {
            Numbers.add(measured, outcome.truth().measure(time));
            while (at < archive.size()
                    && archive.forecasts().get(at).reference().isBefore(time)) {
                at++;
            }
            boolean isThere = at < archive.size()
                    && archive.forecasts().get(at).reference().equals(time);
            Numbers.add(said, isThere ? outcome.said()[at] : Double.NaN);
        }
        spells(to.putArray("spells"), of.spells(), first, last);
    }

    private static void spells(ArrayNode to, List<Spell> spells, Instant first, Instant last) {
        spells.stream()
                .filter(spell -> spell.begin().isBefore(last) && spell.end().isAfter(first))
                .forEach(spell -> to.addArray()
                        .add(spell.begin().getEpochSecond())
                        .add(spell.end().getEpochSecond()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
