package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skycast.nowcast.compare.Findings;
import org.skycast.nowcast.compare.Verdict;

/**
 * What a replay came to: {@code report.json}, {@code report.html} that needs nothing but itself, and a table for a terminal.
 * Equal inputs give the same bytes, but for the section of the run: in JSON the member {@code run}, in HTML the element with
 * that id.
 */
public final class ReplayReport {

    private final ReportInput input;
    private final Findings findings;
    private final ObjectNode tree;
    private final Optional<DashboardAddress> dashboard;

    /** Weighs what the replay compared; of a year of a hundred stations that takes a second or two. */
    public ReplayReport(ReportInput input) {
        this(input, judged(Findings.of(input.comparison(), input.seed()), input.overlap()), Optional.empty());
    }

    private ReplayReport(ReportInput input, Findings findings, Optional<DashboardAddress> dashboard) {
        this.input = input;
        this.findings = findings;
        this.tree = ReportTree.of(input, findings);
        this.dashboard = dashboard;
    }

    /** The same, each of its cases with a link to its station and time there. */
    public ReplayReport linkedTo(DashboardAddress dashboard) {
        return new ReplayReport(input, findings, Optional.of(dashboard));
    }

    private static Findings judged(Findings found, ReportInput.Overlap overlap) {
        return overlap.candidate()
                .filter(why -> !overlap.isAllowed())
                .map(why -> found.judged(found.verdict().remembered(why)))
                .orElse(found);
    }

    /** Whether the candidate should take the champion's place. */
    public Verdict verdict() {
        return findings.verdict();
    }

    /**
     * Writes both files into {@code directory}, which is made if it is not there.
     *
     * @throws IOException if it cannot be written to
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("report.json"), json(), StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("report.html"), html(), StandardCharsets.UTF_8);
    }

    /** A summary for a terminal: what was compared, at the leads that matter. */
    public String table() {
        return ReportTable.of(input, findings);
    }

    /**
     * The end of what a terminal shows: reasons, and in its last line the verdict.
     *
     * @param warned how a sentence is shown that nobody should miss
     */
    public String conclusion(UnaryOperator<String> warned) {
        return Conclusion.of(input, findings.verdict(), warned);
    }

    /** As {@link ReportJson#of} has it. */
    public String json() throws JsonProcessingException {
        ObjectNode whole = tree.deepCopy();
        whole.set("run", ReportTree.run(input.run()));
        return ReportJson.of(whole);
    }

    String html() throws JsonProcessingException {
        ObjectNode run = ReportTree.run(input.run());
        dashboard.ifPresent(at -> run.put("dashboard", at.base().toString()));
        return ReportPage.of(tree, run, input.farthest());
    }
}
