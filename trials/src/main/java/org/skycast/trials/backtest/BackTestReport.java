package org.skycast.trials.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.skycast.trials.report.DashboardAddress;
import org.skycast.trials.report.PageTemplate;
import org.skycast.trials.report.ReportJson;

/**
 * What a back-test came to: {@code report.json}, {@code report.html} that needs nothing but itself, and a table for a
 * terminal. Equal inputs give the same bytes, but for the section of the run.
 */
public final class BackTestReport {

    private final BackTestInput input;
    private final ObjectNode tree;
    private final Optional<DashboardAddress> dashboard;

    BackTestReport(BackTestInput input) {
        this(input, Optional.empty());
    }

    private BackTestReport(BackTestInput input, Optional<DashboardAddress> dashboard) {
        this.input = input;
        this.tree = BackTestTree.of(input);
        this.dashboard = dashboard;
    }

    /** The same, each event and alert with a link to its station and time there. */
    public BackTestReport linkedTo(DashboardAddress dashboard) {
        return new BackTestReport(input, Optional.of(dashboard));
    }

    /** Whether of every rule enough happened to tell how good it is. */
    public boolean isTold() {
        return input.isTold();
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

    /** A summary for a terminal. */
    public String table() {
        return BackTestTable.of(input);
    }

    /** As {@link ReportJson#of} has it. */
    public String json() throws JsonProcessingException {
        ObjectNode whole = tree.deepCopy();
        whole.set("run", BackTestTree.run(input.run()));
        return ReportJson.of(whole);
    }

    /** The plots of cases are in the page alone. */
    String html() throws JsonProcessingException {
        ObjectNode drawn = tree.deepCopy();
        List<WarningCase> cases = WarningCase.of(input.outcomes());
        for (int i = 0; i < cases.size(); i++) {
            CaseTree.plot((ObjectNode) drawn.get("cases").get(i), cases.get(i));
        }
        ObjectNode run = BackTestTree.run(input.run());
        dashboard.ifPresent(at -> run.put("dashboard", at.base().toString()));
        return new PageTemplate(BackTestReport.class, "warnings.html")
                .file("script", "warnings.js")
                .file("cases", "cases.js")
                .file("own.style", "warnings.css")
                .json("report", drawn)
                .json("run", run)
                .page();
    }
}
