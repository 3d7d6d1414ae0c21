package org.skycast.trials.report;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.skycast.nowcast.compare.Difference;
import org.skycast.nowcast.compare.Figures;
import org.skycast.nowcast.compare.Findings;
import org.skycast.nowcast.compare.Findings.Finding;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.compare.Row;

/** The report for a terminal. */
final class ReportTable {

    private static final String LINE = "%-44s %6s %9s %9s %11s %8s %-18s %8s%n";

    private static final String BUNDLES = "%-44s %6s %10s %10s %10s %10s%n";

    private ReportTable() {}

    static String of(ReportInput input, Findings findings) {
        var table = new StringBuilder();
        add(
                table,
                "Candidate: %s. Champion: %s.%n",
                input.learning().candidate(),
                input.learning().champion());
        input.learning().shortfall().ifPresent(sentence -> add(table, "%s%n", sentence));
        input.signatures()
                .ifPresent(of -> add(
                        table,
                        "Of %d readings, frames and embeddings that were asked for their station's signature %d had none that counts.%n",
                        of.checked(),
                        of.refused()));
        add(
                table,
                "%d of %d forecasts are equal value for value; %d skies are missing; %d stations, %s to %s, from %s%n%n",
                input.equality().equal(),
                input.equality().of(),
                input.missingSkies(),
                input.stations().size(),
                input.from(),
                input.to(),
                input.source().words());
        add(
                table,
                LINE,
                "CRPS, of events Brier score",
                "lead",
                "candidate",
                "champion",
                "persistence",
                "change",
                "95%",
                "cases");
        Set<Duration> shown =
                ShownLeads.of(findings.rows().stream().map(Finding::row).toList());
        findings.rows().stream()
                .filter(finding -> shown.contains(finding.row().lead()))
                .forEach(finding -> add(table, finding));
        if (findings.rows().stream().anyMatch(ReportTable::isPersistencePartial)) {
            add(table, "* on fewer cases: persistence needs a value in the newest slot%n");
        }
        addBundles(table, findings, shown);
        return table.toString().stripTrailing();
    }

    /** What was issued beside what the bundles themselves had said, where that differs. */
    private static void addBundles(StringBuilder table, Findings findings, Set<Duration> shown) {
        if (findings.rows().stream().map(Finding::row).noneMatch(ReportTable::isCorrected)) {
            return;
        }
        add(table, "%nThe same forecasts before and after what stations had taught was applied: as issued, and the%n");
        add(table, "bundle's own. Mean absolute error of the median; of events, Brier score. Less is better.%n%n");
        add(table, BUNDLES, "", "", "candidate", "", "champion", "");
        add(table, BUNDLES, "", "lead", "issued", "bundle", "issued", "bundle");
        findings.rows().stream()
                .map(Finding::row)
                .filter(row -> shown.contains(row.lead()) && isCorrected(row))
                .forEach(row -> add(
                        table,
                        BUNDLES,
                        row.name(),
                        "+%dmin".formatted(row.lead().toMinutes()),
                        Numbers.figure(issued(row.candidate())),
                        Numbers.figure(bundle(row.candidate())),
                        Numbers.figure(issued(row.champion())),
                        Numbers.figure(bundle(row.champion()))));
    }

    private static boolean isCorrected(Row row) {
        return row.candidate().bundle().isPresent() || row.champion().bundle().isPresent();
    }

    private static double bundle(Figures figures) {
        return figures.bundle().orElse(issued(figures));
    }

    private static double issued(Figures figures) {
        return figures instanceof Figures.OfVariable of ? of.mae() : figures.score();
    }

    private static boolean isPersistencePartial(Finding finding) {
        return finding.row()
                .withPersistence()
                .filter(all -> all.cases() < finding.row().cases())
                .isPresent();
    }

    private static void add(StringBuilder table, Finding finding) {
        Row row = finding.row();
        Difference score = finding.score();
        add(
                table,
                LINE,
                row.name(),
                "+%dmin".formatted(row.lead().toMinutes()),
                Numbers.figure(row.candidate().score()),
                Numbers.figure(row.champion().score()),
                row.withPersistence()
                        .map(all -> Numbers.figure(all.persistence().score()) + (all.cases() < row.cases() ? "*" : ""))
                        .orElse("-"),
                score.relative().isPresent() ? Numbers.percent(score.relative().getAsDouble()) : "-",
                score.relativeInterval().map(ReportTable::range).orElse("too few days"),
                row.cases());
    }

    private static String range(Interval interval) {
        return Numbers.percent(interval.low()) + " to " + Numbers.percent(interval.high());
    }

    private static void add(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values));
    }
}
