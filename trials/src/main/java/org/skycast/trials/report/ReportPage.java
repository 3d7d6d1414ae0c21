package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.skycast.trials.report.ReportInput.PicturedCase;

/** The replay's page. */
final class ReportPage {

    private ReportPage() {}

    static String of(ObjectNode tree, ObjectNode run, List<PicturedCase> farthest) throws JsonProcessingException {
        return new PageTemplate(ReportPage.class, "report.html")
                .file("plots", "plots.js")
                .file("script", "report.js")
                .json("report", data(tree, farthest))
                .json("run", run)
                .page();
    }

    /** What the page draws: all but the single stations' leads, of which it shows the average; and the frames. */
    private static JsonNode data(ObjectNode tree, List<PicturedCase> farthest) {
        ObjectNode data = tree.deepCopy();
        data.remove("byStation");
        for (int i = 0; i < farthest.size(); i++) {
            JsonNode node = data.get("farthest").get(i);
            farthest.get(i)
                    .sight()
                    .flatMap(sight -> Thumbnail.of(sight.image()))
                    .map(jpeg -> "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg))
                    .ifPresent(uri -> ((ObjectNode) node).put("frame", uri));
        }
        return data;
    }
}
