package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.nowcast.compare.Findings;
import org.skycast.nowcast.compare.Verdict;

/**
 * What a replay came to: {@code report.json}, {@code report.html} that needs nothing but itself, and a table for a terminal.
 * Equal inputs give the same bytes, but for the section of the run: in JSON the member {@code run}, in HTML the element with
 * that id.
 */
public final class ReplayReport {

    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final ReportInput input;
    private final Findings findings;
    private final ObjectNode tree;

    /** Weighs what the replay compared; of a year of a hundred stations that takes a second or two. */
    public ReplayReport(ReportInput input) {
        this.input = input;
        this.findings = Findings.of(input.comparison(), input.seed());
        this.tree = ReportTree.of(input, findings);
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

    /** A summary for a terminal: verdict, reasons and the leads that matter. */
    public String table() {
        return ReportTable.of(input, findings);
    }

    /** A line for each member, and within arrays for each element, so that two reports can be compared line by line. */
    public String json() throws JsonProcessingException {
        var members = new TreeMap<String, JsonNode>();
        for (Iterator<Map.Entry<String, JsonNode>> all = tree.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> member = all.next();
            members.put(member.getKey(), member.getValue());
        }
        members.put("run", ReportTree.run(input.run()));
        var text = new StringBuilder();
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            text.append(text.isEmpty() ? "{\n" : ",\n");
            text.append('"').append(member.getKey()).append("\": ").append(lines(member.getValue()));
        }
        return text.append("\n}\n").toString();
    }

    private static String lines(JsonNode value) throws JsonProcessingException {
        if (!value.isArray() || value.isEmpty()) {
            return JSON.writeValueAsString(value);
        }
        var text = new StringBuilder();
        for (JsonNode element : value) {
            text.append(text.isEmpty() ? "[\n  " : ",\n  ").append(JSON.writeValueAsString(element));
        }
        return text.append("\n]").toString();
    }

    String html() throws JsonProcessingException {
        return ReportPage.of(tree, ReportTree.run(input.run()), input.worst());
    }
}
