package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.trials.report.ReportInput.PicturedCase;

/** The page: a template, its style and scripts, the chart library and the data, in one file. */
final class ReportPage {

    /** Where the template wants something put in. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.]+)}}");

    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String CHART = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

    /** Would be asked for over the network by a browser's tools. */
    private static final Pattern SOURCE_MAP = Pattern.compile("//# sourceMappingURL=\\S*");

    private ReportPage() {}

    static String of(ObjectNode tree, ObjectNode run, List<PicturedCase> worst) throws JsonProcessingException {
        Map<String, String> parts = Map.of(
                "style", resource("report.css"),
                "chart", SOURCE_MAP.matcher(chart()).replaceAll(""),
                "charts", resource("charts.js"),
                "plots", resource("plots.js"),
                "script", resource("report.js"),
                "report", script(data(tree, worst)),
                "run", script(run));
        // In one pass: what is put in may itself look like a place.
        return PLACE.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() ->
                        new IllegalStateException("The page's template asks for " + name + ", which is not known"));
    }

    /** What the page draws: all but the single stations' leads, of which it shows the average; and the frames. */
    private static JsonNode data(ObjectNode tree, List<PicturedCase> worst) {
        ObjectNode data = tree.deepCopy();
        data.remove("byStation");
        for (int i = 0; i < worst.size(); i++) {
            JsonNode node = data.get("worst").get(i);
            worst.get(i)
                    .frame()
                    .flatMap(Thumbnail::of)
                    .map(jpeg -> "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg))
                    .ifPresent(uri -> ((ObjectNode) node).put("frame", uri));
        }
        return data;
    }

    /** JSON that no browser takes for the end of its script: such characters stand within strings only. */
    private static String script(JsonNode node) throws JsonProcessingException {
        return ReplayReport.JSON
                .writeValueAsString(node)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String chart() {
        var pom = new Properties();
        try (InputStream file = open(WEBJAR)) {
            pom.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource(CHART.formatted(pom.getProperty("version")));
    }

    private static String resource(String name) {
        try (InputStream file = open(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream file = ReportPage.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("The report's part %s is not on the class path: build Skycast anew".formatted(name));
        }
        return file;
    }
}
