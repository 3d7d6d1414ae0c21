package org.skycast.trials.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Change;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.compare.Findings;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.compare.Verdict;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecaster;

/** A report as one JSON tree, the run aside: equal inputs give equal trees. */
final class ReportTree {

    private final ReportInput input;
    private final Findings findings;
    private final Set<Duration> shown;
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private ReportTree(ReportInput input, Findings findings) {
        this.input = input;
        this.findings = findings;
        this.shown = ShownLeads.of(
                findings.rows().stream().map(Findings.Finding::row).toList());
    }

    static ObjectNode of(ReportInput input, Findings findings) {
        var tree = new ReportTree(input, findings);
        tree.compared();
        tree.found();
        tree.rows();
        tree.slices();
        input.farthest()
                .forEach(of -> FarthestTree.put(tree.root.withArray("farthest").addObject(), of));
        return tree.root;
    }

    /** What differs between two runs on the same input. */
    static ObjectNode run(ReportInput.Run run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", run.id());
        node.put("started", run.started().toString());
        Numbers.put(node, "tookSeconds", run.took().toMillis() / 1000.0);
        Numbers.put(node, "candidateMicrosPerForecast", run.candidateMicros());
        return Numbers.put(node, "championMicrosPerForecast", run.championMicros());
    }

    private void compared() {
        put(root.putObject("candidate"), input.candidate());
        put(root.putObject("champion"), input.champion());
        root.putObject("range")
                .put("from", input.from().toString())
                .put("to", input.to().toString());
        ArrayNode stations = root.putArray("stations");
        input.stations().forEach(stations::add);
        root.put("source", input.source().words());
        root.putObject("learning")
                .put("candidate", input.learning().candidate())
                .put("champion", input.learning().champion())
                .put("shortfall", input.learning().shortfall().orElse(null));
        root.putObject("equality")
                .put("equal", input.equality().equal())
                .put("of", input.equality().of());
        ArrayNode overlap = root.putArray("overlap");
        input.overlap().sentences().forEach(overlap::add);
        root.put("missingSkies", input.missingSkies());
        input.signatures()
                .ifPresent(of -> root.putObject("signatures")
                        .put("checked", of.checked())
                        .put("refused", of.refused()));
        ArrayNode leads = root.putArray("shownLeadMinutes");
        shown.forEach(lead -> leads.add(lead.toMinutes()));
        root.putArray("farthest");
    }

    private static void put(ObjectNode to, Forecaster.Model model) {
        to.put("id", model.id()).put("version", model.version()).put("sha256", model.sha256());
    }

    private void found() {
        ObjectNode verdict = root.putObject("verdict");
        verdict.put("decision", findings.verdict().decision().words());
        ArrayNode reasons = verdict.putArray("reasons");
        findings.verdict().reasons().forEach(reasons::add);
        root.putObject("bootstrap")
                .put("days", findings.days())
                .put("blockDays", BlockBootstrap.blockDays(findings.days()))
                .put("resamples", BlockBootstrap.RESAMPLES)
                .put("level", Interval.LEVEL)
                .put("seed", input.seed());
        root.putNull("primary");
        findings.primary().ifPresent(change -> put(root.putObject("primary"), change));
        Map<String, Boolean> isEvent = new TreeMap<>();
        findings.rows().forEach(of -> isEvent.put(of.row().name(), of.row().isEvent()));
        ArrayNode names = root.putArray("names");
        isEvent.forEach((name, event) -> {
            ObjectNode node = names.addObject().put("name", name).put("event", event);
            node.put(
                    "units",
                    event ? "1" : Feature.named(name).map(Feature::units).orElse(""));
            node.putNull("change");
            Change change = findings.names().get(name);
            if (change != null) {
                put(node.putObject("change"), change);
                node.put("clearlyWorse", change.isWorseBy(Verdict.TOLERATED));
            }
        });
    }

    private static void put(ObjectNode to, Change change) {
        Numbers.put(to.put("leads", change.rows()), "relative", change.value());
        Numbers.put(to, "low", change.interval().low());
        Numbers.put(to, "high", change.interval().high());
    }

    private void rows() {
        ArrayNode rows = root.putArray("rows");
        findings.rows().forEach(finding -> FigureTree.put(rows.addObject(), finding));
        ArrayNode uncompared = root.putArray("uncompared");
        for (Comparison.Uncompared of : input.comparison().uncompared()) {
            uncompared
                    .addObject()
                    .put("name", of.name())
                    .put("leadMinutes", of.lead().toMinutes())
                    .put("missing", of.missing())
                    .put("unpaired", of.unpaired());
        }
    }

    private void slices() {
        ArrayNode hours = root.putArray("byHour");
        input.comparison().hours().stream()
                .filter(of -> shown.contains(of.lead()))
                .forEach(of -> FigureTree.put(node(hours, of.name(), of.lead()).put("hour", of.hour()), of.means()));
        ArrayNode stations = root.putArray("byStation");
        var changes = new TreeMap<String, Map<String, double[]>>();
        for (Comparison.OfStation of : input.comparison().stations()) {
            FigureTree.put(node(stations, of.name(), of.lead()).put("station", of.stationId()), of.means());
            if (of.means().champion() > 0) {
                double[] sum = changes.computeIfAbsent(of.name(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(of.stationId(), id -> new double[2]);
                sum[0] += of.means().candidate() / of.means().champion() - 1;
                sum[1]++;
            }
        }
        ArrayNode pooled = root.putArray("stationChanges");
        changes.forEach((name, byStation) -> new TreeMap<>(byStation)
                .forEach((id, sum) -> Numbers.put(
                        pooled.addObject().put("name", name).put("station", id), "relative", sum[0] / sum[1])));
    }

    private static ObjectNode node(ArrayNode to, String name, Duration lead) {
        return to.addObject().put("name", name).put("leadMinutes", lead.toMinutes());
    }
}
