package org.skycast.trials.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.nowcast.warning.WarningCounts.Figure;
import org.skycast.nowcast.warning.WarningMatch.AlertFate;
import org.skycast.nowcast.warning.WarningMatch.EventFate;
import org.skycast.trials.report.Numbers;

/** A back-test's report as one JSON tree, the run aside: equal inputs give equal trees. */
final class BackTestTree {

    /** Of the draws of days. */
    static final long SEED = 1;

    /** Of costs over losses, those for which the value is told. */
    private static final int COSTS = 19;

    private BackTestTree() {}

    static ObjectNode of(BackTestInput input) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("range")
                .put("from", input.from().toString())
                .put("to", input.ask().to().toString());
        root.put("source", input.source());
        root.put("minLeadMinutes", input.ask().minLead().toMinutes());
        root.put("decision", input.isTold() ? "told" : "cannot tell");
        ArrayNode sentences = root.putArray("sentences");
        input.pooled().forEach(of -> sentences.add(WarningSentence.of(of)));
        ArrayNode stations = root.putArray("stations");
        input.stations().forEach(stations::add);
        root.putObject("bootstrap")
                .put("resamples", BlockBootstrap.RESAMPLES)
                .put("level", Interval.LEVEL)
                .put("seed", SEED);
        ArrayNode rows = root.putArray("rows");
        input.findings().forEach(of -> put(rows.addObject(), of));
        ArrayNode fits = root.putArray("fits");
        input.fits().forEach(of -> put(fits.addObject(), of));
        ArrayNode cases = root.putArray("cases");
        WarningCase.of(input.outcomes()).forEach(of -> CaseTree.put(cases.addObject(), of));
        return root;
    }

    /** What differs between two runs on the same input. */
    static ObjectNode run(BackTestInput.Run run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("started", run.started().toString());
        return Numbers.put(node, "tookSeconds", run.took().toMillis() / 1000.0);
    }

    private static void put(ObjectNode to, LevelFinding of) {
        AlertLevel level = of.rule().levels().get(of.level());
        to.put("rule", of.rule().id())
                .put("title", of.rule().title())
                .put("level", of.level())
                .put("severity", level.severity().name())
                .put("condition", RuleWords.condition(of.rule(), of.level()))
                .put("units", of.rule().condition().of().units());
        Numbers.put(to, "raise", level.raise());
        Numbers.put(to, "clear", level.clear());
        to.put("station", of.station().orElse(null)).put("stationCount", of.stations());
        counts(to, of.counts());
        Numbers.put(to, "csiByTime", of.time().csi());
        time(to, of);
        peaks(to, of.calibrated(), level.raise());
        ArrayNode sweep = to.putArray("sweep");
        of.sweep().forEach(swept -> {
            ObjectNode node = sweep.addObject();
            Numbers.put(node, "raise", swept.raise());
            Numbers.put(node, "clear", swept.clear());
            Numbers.put(node, "alertsPerMonth", swept.alertsPerMonth());
            counts(node, swept.counts());
            Numbers.put(node, "csiByTime", swept.time().csi());
        });
    }

    private static void time(ObjectNode to, LevelFinding of) {
        Numbers.put(to, "watchedDays", of.watched().toSeconds() / 86_400.0);
        Numbers.put(to, "alertsPerMonth", of.alertsPerMonth());
        Numbers.put(to, "hoursInAlert", hours(of.counts().active()));
        Numbers.put(to, "shareInAlert", of.shareInAlert());
        Numbers.put(to, "hoursUnknown", hours(of.counts().unknown()));
        to.put("forecasts", of.forecasts());
        Numbers.put(to, "shareUnknown", of.shareUnknown());
        ObjectNode doubts = to.putObject("unknownFor");
        of.doubts().forEach((reason, count) -> doubts.put(reason.name(), count));
    }

    static double hours(Duration span) {
        return span.toSeconds() / 3600.0;
    }

    private static void counts(ObjectNode to, WarningCounts of) {
        to.put("isTold", of.isTold()).put("days", of.days()).put("events", of.events());
        to.put("hits", of.count(EventFate.HIT))
                .put("late", of.count(EventFate.LATE))
                .put("missed", of.count(EventFate.MISSED))
                .put("unjudgedEvents", of.count(EventFate.UNJUDGED));
        to.put("alerts", of.alerts())
                .put("falseAlarms", of.count(AlertFate.FALSE_ALARM))
                .put("unjudgedAlerts", of.count(AlertFate.UNJUDGED));
        put(to.putObject("pod"), of.pod(SEED));
        put(to.putObject("far"), of.far(SEED));
        put(to.putObject("csi"), of.csi(SEED));
        Numbers.put(to, "bias", of.bias());
        ObjectNode lead = to.putObject("leadMinutes");
        Numbers.put(lead, "median", minutes(of, 0.5));
        Numbers.put(lead, "p10", minutes(of, 0.1));
    }

    private static OptionalDouble minutes(WarningCounts of, double level) {
        return of.lead(level)
                .map(lead -> OptionalDouble.of(lead.toSeconds() / 60.0))
                .orElse(OptionalDouble.empty());
    }

    private static void put(ObjectNode to, Figure figure) {
        Numbers.put(to, "value", figure.value());
        Numbers.put(to, "low", figure.interval().map(Interval::low).orElse(Double.NaN));
        Numbers.put(to, "high", figure.interval().map(Interval::high).orElse(Double.NaN));
    }

    private static void peaks(ObjectNode to, PeakCounts of, double raise) {
        to.put("windows", of.count());
        Numbers.put(to, "baseRate", of.baseRate());
        Numbers.put(to, "brier", of.brier());
        Numbers.put(to, "auc", of.auc());
        ArrayNode bins = to.putArray("reliability");
        for (PeakCounts.Bin bin : of.reliability()) {
            ObjectNode node = bins.addObject().put("count", bin.count());
            Numbers.put(node, "from", bin.from());
            Numbers.put(node, "to", bin.to());
            Numbers.put(node, "stated", bin.said());
            Numbers.put(node, "frequency", bin.share());
        }
        ArrayNode roc = to.putArray("roc");
        for (PeakCounts.Point point : of.roc()) {
            ObjectNode node = roc.addObject();
            Numbers.put(node, "raise", point.raise());
            Numbers.put(node, "hitRate", point.hitRate());
            Numbers.put(node, "falseRate", point.falseRate());
        }
        ArrayNode value = to.putArray("value");
        for (int i = 1; i <= COSTS; i++) {
            value(value.addObject(), of, i / (COSTS + 1.0), raise);
        }
    }

    /** At a cost over loss: what the rule's own {@code raise} is worth, and which would be worth most. */
    private static void value(ObjectNode to, PeakCounts of, double costLoss, double raise) {
        Numbers.put(to, "costLoss", costLoss);
        Numbers.put(to, "own", of.value(costLoss, raise));
        List<PeakCounts.Point> points = of.roc();
        double best = Double.NaN;
        double most = Double.NEGATIVE_INFINITY;
        for (PeakCounts.Point point : points) {
            double worth = of.value(costLoss, point.raise()).orElse(Double.NEGATIVE_INFINITY);
            if (worth > most) {
                most = worth;
                best = point.raise();
            }
        }
        Numbers.put(to, "best", most);
        Numbers.put(to, "bestRaise", best);
    }

    private static void put(ObjectNode to, FittedLevel of) {
        to.put("rule", of.rule()).put("level", of.level()).put("isFitted", of.isFitted());
        to.put("sentence", of.sentence());
        Numbers.put(to, "raise", of.to().raise());
        Numbers.put(to, "clear", of.to().clear());
        ArrayNode points = to.putArray("calibration");
        of.to()
                .calibration()
                .points()
                .forEach(point -> points.addArray().add(point.peak()).add(point.share()));
        counts(to, of.judged());
        Numbers.put(to, "csiByTime", of.time().csi());
    }
}
