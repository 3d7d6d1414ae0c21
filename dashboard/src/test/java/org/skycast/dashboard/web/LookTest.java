package org.skycast.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The colours can be told from what they lie on, and the page that tells so is right. */
class LookTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})");
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z]+)` \\| `(#\\w{6})` \\| ([0-9.]+) \\| `(#\\w{6})` \\| ([0-9.]+) \\|");

    private final String style =
            new String(new Assets().named("style.css").orElseThrow().body(), StandardCharsets.UTF_8);

    private Map<String, String> colours(String selector) {
        int begin = style.indexOf(selector);
        assertThat(begin).isNotNegative();
        Map<String, String> colours = new HashMap<>();
        Matcher found = COLOUR.matcher(style.substring(begin, style.indexOf('}', begin)));
        while (found.find()) {
            colours.put(found.group(1), found.group(2));
        }
        return colours;
    }

    private Map<String, String> light() {
        return colours(":root {");
    }

    private Map<String, String> dark() {
        return colours(":root[data-theme=dark] {");
    }

    /** As WCAG 2.2 reckons it, from 1 to 21. */
    private static double contrast(String a, String b) {
        double light = Math.max(luminance(a), luminance(b));
        double dark = Math.min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    @Test
    void textAndSignsCanBeTold() {
        for (Map<String, String> look : List.of(light(), dark())) {
            for (String ground : List.of("card", "ground")) {
                for (String text :
                        List.of("ink", "muted", "accent", "fresh", "late", "silent", "alert", "said", "now")) {
                    assertThat(contrast(look.get(text), look.get(ground)))
                            .as(text + " on " + ground)
                            .isGreaterThan(4.5);
                }
                for (String line : List.of("edge", "median", "persistence", "observed", "none")) {
                    assertThat(contrast(look.get(line), look.get(ground)))
                            .as(line + " on " + ground)
                            .isGreaterThan(3);
                }
            }
            for (String mark : List.of("fresh", "late", "silent")) {
                assertThat(contrast(look.get(mark), look.get("land")))
                        .as(mark + " on land")
                        .isGreaterThan(3);
            }
            assertThat(contrast(look.get("accent-ink"), look.get("accent"))).isGreaterThan(4.5);
            assertThat(contrast(look.get("card"), look.get("silent")))
                    .as("the banner")
                    .isGreaterThan(4.5);
        }
    }

    /** Who chose dark and whose system is dark see the same. */
    @Test
    void bothWaysToDarkAreTheSame() {
        assertThat(colours(":root:not([data-theme=light]) {")).isEqualTo(dark()).hasSizeGreaterThan(15);
    }

    @Test
    void pageThatTellsTheColoursIsRight() throws Exception {
        String page = Files.readString(Path.of("../docs/dashboard-design.md"));
        Matcher row = ROW.matcher(page);
        int rows = 0;
        while (row.find()) {
            String name = row.group(1);
            assertThat(light()).containsEntry(name, row.group(2));
            assertThat(dark()).containsEntry(name, row.group(4));
            assertThat(contrast(row.group(2), light().get("card")))
                    .as(name)
                    .isCloseTo(Double.parseDouble(row.group(3)), within());
            assertThat(contrast(row.group(4), dark().get("card")))
                    .as(name)
                    .isCloseTo(Double.parseDouble(row.group(5)), within());
            rows++;
        }
        assertThat(rows).isEqualTo(13);
    }

    private static Offset<Double> within() {
        return Offset.offset(0.051);
    }
}
