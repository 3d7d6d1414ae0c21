package org.skycast.trials.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reports and the dashboard have one look: the colours that docs/dashboard-design.md names. */
class ReportLookTest {

    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z]+)` \\| `(#\\w{6})` \\| [0-9.]+ \\| `(#\\w{6})` \\| [0-9.]+ \\|");
    private static final Pattern OF_STYLE = Pattern.compile("--([a-z]+): (#[0-9a-f]{6})");
    private static final Pattern OF_CHARTS = Pattern.compile("([a-z]+): '(#[0-9a-f]{6})'");

    private final Map<String, String> light = new HashMap<>();
    private final Map<String, String> dark = new HashMap<>();

    ReportLookTest() throws IOException {
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/dashboard-design.md")));
        while (row.find()) {
            light.put(row.group(1), row.group(2));
            dark.put(row.group(1), row.group(3));
        }
        assertThat(light).hasSize(13);
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = ReportLookTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> named(Pattern pattern, String text) {
        Map<String, String> all = new HashMap<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            all.put(found.group(1), found.group(2));
        }
        return all;
    }

    private static void hold(Map<String, String> drawn, Map<String, String> told, int least) {
        drawn.keySet().retainAll(told.keySet());
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(least);
        assertThat(told).containsAllEntriesOf(drawn);
    }

    @Test
    void textAndSignsHaveTheDashboardsColours() throws IOException {
        String style = resource("report.css");
        int begin = style.indexOf("prefers-color-scheme: dark");
        hold(named(OF_STYLE, style.substring(0, begin)), light, 9);
        hold(named(OF_STYLE, style.substring(begin)), dark, 9);
    }

    @Test
    void chartsHaveThemToo() throws IOException {
        String charts = resource("charts.js");
        int begin = charts.indexOf("dark: {");
        Map<String, String> onPaper = named(OF_CHARTS, charts.substring(0, begin));
        assertThat(onPaper)
                .containsEntry("champion", light.get("median"))
                .containsEntry("candidate", light.get("said"));
        hold(onPaper, light, 6);
        hold(named(OF_CHARTS, charts.substring(begin)), dark, 6);
    }
}
