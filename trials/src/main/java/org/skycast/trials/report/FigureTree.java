package org.skycast.trials.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.compare.Difference;
import org.skycast.nowcast.compare.Figures;
import org.skycast.nowcast.compare.Findings.Finding;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.compare.Means;
import org.skycast.nowcast.compare.Row;

/** Figures as JSON. */
final class FigureTree {

    private FigureTree() {}

    static void put(ObjectNode to, Finding finding) {
        Row row = finding.row();
        to.put("name", row.name()).put("leadMinutes", row.lead().toMinutes());
        to.put("cases", row.cases()).put("equal", row.equal());
        put(to.putObject("candidate"), row.candidate());
        put(to.putObject("champion"), row.champion());
        String score = row.isEvent() ? "brier" : "crps";
        ObjectNode difference = to.putObject("difference");
        put(difference.putObject(score), finding.score());
        finding.mae().ifPresent(mae -> put(difference.putObject("mae"), mae));
        row.withPersistence().ifPresent(all -> {
            ObjectNode with = to.putObject("withPersistence").put("cases", all.cases());
            put(with.putObject("candidate"), all.candidate());
            put(with.putObject("champion"), all.champion());
            ObjectNode persistence = with.putObject("persistence");
            put(persistence, all.persistence());
            // A single value has no interval to be inside of, and is no stated probability.
            persistence.remove("coverage80");
            persistence.remove("reliability");
            persistence.remove(List.of("bundleMae", "bundleBrier"));
            ObjectNode less = with.putObject("candidateLessPersistence");
            finding.scoreToPersistence().ifPresent(of -> put(less.putObject(score), of));
            finding.maeToPersistence().ifPresent(of -> put(less.putObject("mae"), of));
        });
    }

    private static void put(ObjectNode to, Figures figures) {
        Numbers.put(to, "bias", figures.bias());
        if (figures instanceof Figures.OfVariable of) {
            Numbers.put(to, "mae", of.mae());
            Numbers.put(to, "rmse", of.rmse());
            Numbers.put(to, "crps", of.crps());
            Numbers.put(to, "coverage80", of.coverage80());
            Numbers.put(to, "bundleMae", of.bundle());
        } else if (figures instanceof Figures.OfEvent of) {
            Numbers.put(to, "brier", of.brier());
            Numbers.put(to, "bundleBrier", of.bundle());
            Numbers.put(to, "frequency", of.frequency());
            ArrayNode bins = to.putArray("reliability");
            for (Figures.Bin bin : of.reliability()) {
                ObjectNode node = bins.addObject().put("count", bin.count());
                Numbers.put(node, "from", bin.from());
                Numbers.put(node, "to", bin.to());
                Numbers.put(node, "stated", bin.stated());
                Numbers.put(node, "frequency", bin.frequency());
            }
        }
    }

    private static void put(ObjectNode to, Difference difference) {
        Numbers.put(to, "value", difference.value());
        Numbers.put(to, "relative", difference.relative());
        put(to, difference.interval(), "low", "high");
        put(to, difference.relativeInterval(), "relativeLow", "relativeHigh");
    }

    private static void put(ObjectNode to, Optional<Interval> interval, String low, String high) {
        Numbers.put(to, low, interval.map(Interval::low).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        Numbers.put(
                to, high, interval.map(Interval::high).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    static void put(ObjectNode to, Means means) {
        to.put("cases", means.cases());
        Numbers.put(to, "candidate", means.candidate());
        Numbers.put(to, "champion", means.champion());
        means.withPersistence().ifPresent(all -> {
            ObjectNode with = to.putObject("withPersistence").put("cases", all.cases());
            Numbers.put(with, "candidate", all.candidate());
            Numbers.put(with, "champion", all.champion());
            Numbers.put(with, "persistence", all.persistence());
        });
    }
}
