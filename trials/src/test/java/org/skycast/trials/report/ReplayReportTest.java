package org.skycast.trials.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.compare.Verdict;

class ReplayReportTest {

    private static final String HOSTILE = "</script><script>alert('x')</script>&{{run}}\u2028<!--";
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static JsonNode json;
    private static String html;

    @BeforeAll
    static void aReplayOfThreeWeeks() throws IOException {
        new ReplayReport(new MadeReplay(21, 0.8, "a", HOSTILE, "c").input(1, "run-1")).write(folder);
        json = new JsonMapper().readTree(folder.resolve("report.json").toFile());
        html = Files.readString(folder.resolve("report.html"));
    }

    private static JsonNode data(String id) throws IOException {
        return SCRIPT.matcher(html)
                .results()
                .filter(script -> script.group(1).contains("id=\"" + id + "\""))
                .findFirst()
                .map(script -> read(script.group(2)))
                .orElseThrow();
    }

    private static JsonNode read(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void jsonHoldsEveryVariableLeadStationAndShownHour() {
        assertThat(json.get("rows")).hasSize(5 * 24);
        assertThat(json.get("byStation")).hasSize(5 * 24 * 3);
        assertThat(json.get("byHour").findValues("leadMinutes"))
                .extracting(JsonNode::asInt)
                .containsOnly(10, 30, 60, 120, 240);
        JsonNode row = json.get("rows").get(0);
        assertThat(row.get("name").asText()).isEqualTo("air_temperature");
        assertThat(row.at("/difference/crps/value").asDouble())
                .isCloseTo(
                        row.at("/candidate/crps").asDouble()
                                - row.at("/champion/crps").asDouble(),
                        within(1e-5));
        assertThat(row.at("/difference/crps/low").asDouble())
                .isLessThan(row.at("/difference/crps/value").asDouble());
        assertThat(row.at("/withPersistence/cases").asLong())
                .isLessThan(row.get("cases").asLong());
        assertThat(row.at("/withPersistence/candidateLessPersistence/mae/high").asDouble())
                .isNegative();
        JsonNode rain = json.get("rows").get(24);
        assertThat(rain.get("name").asText()).isEqualTo("rain");
        assertThat(rain.at("/champion/reliability")).hasSize(10);
        assertThat(rain.at("/difference/brier/relative").isNumber()).isTrue();
    }

    @Test
    void theVerdictAndItsReasonsAreInAllForms() throws IOException {
        var report = new ReplayReport(new MadeReplay(21, 0.8, "a", HOSTILE, "c").input(1, "run-1"));
        assertThat(report.verdict().decision()).isEqualTo(Verdict.Decision.BETTER);
        assertThat(json.at("/verdict/decision").asText()).isEqualTo("better");
        assertThat(json.at("/verdict/reasons")).hasSameSizeAs(report.verdict().reasons());
        assertThat(data("report").get("verdict")).isEqualTo(json.get("verdict"));
        assertThat(report.conclusion(UnaryOperator.identity()))
                .contains(report.verdict().reasons())
                .endsWith("\nbetter: second 2.0 against first 1.0");
        assertThat(report.table())
                .contains("air_temperature")
                .contains("+240min")
                .contains("* on fewer cases");
    }

    @Test
    void whatTheTrainingHasSeenIsWarnedOfAndNeverBetterUnlessAllowed() throws IOException {
        String seen = "The candidate's training has seen the range.";
        var report =
                new ReplayReport(new MadeReplay(21, 0.8, "a").seen(seen, false).input(1, "run-1"));
        assertThat(report.verdict().decision()).isEqualTo(Verdict.Decision.CANNOT_TELL);
        assertThat(report.verdict().reasons()).startsWith(seen);
        assertThat(report.conclusion(text -> "!" + text + "!").lines())
                .startsWith("!" + seen + "!")
                .endsWith("cannot tell: second 2.0 against first 1.0");
        assertThat(new JsonMapper().readTree(report.json()).get("overlap"))
                .extracting(JsonNode::asText)
                .containsExactly(seen);
        var allowed =
                new ReplayReport(new MadeReplay(21, 0.8, "a").seen(seen, true).input(1, "run-1"));
        assertThat(allowed.verdict().decision()).isEqualTo(Verdict.Decision.BETTER);
        assertThat(allowed.conclusion(UnaryOperator.identity())).startsWith(seen);
        var worse =
                new ReplayReport(new MadeReplay(21, 1.5, "a").seen(seen, false).input(1, "run-1"));
        assertThat(worse.verdict().decision()).isEqualTo(Verdict.Decision.WORSE);
    }

    @Test
    void theSameCasesGiveTheSameBytesButForTheRun() throws IOException {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            new ReplayReport(new MadeReplay(21, 0.8, "a", HOSTILE, "c").input(2, "another run"))
                    .write(folder.resolve("2"));
        } finally {
            Locale.setDefault(usual);
        }
        String other = Files.readString(folder.resolve("2").resolve("report.html"));
        String otherJson = Files.readString(folder.resolve("2").resolve("report.json"));
        assertThat(other).isNotEqualTo(html);
        assertThat(withoutRun(other)).isEqualTo(withoutRun(html));
        String withoutRun = "(?m)^\"run\": .*$";
        assertThat(otherJson.replaceFirst(withoutRun, ""))
                .isEqualTo(Files.readString(folder.resolve("report.json")).replaceFirst(withoutRun, ""));
    }

    private static String withoutRun(String page) {
        return page.replaceFirst("(?s)(id=\"run\">).*?</script>", "$1</script>");
    }

    @Test
    void worstCasesLeadToADashboardWhereOneIsNamed() throws IOException {
        assertThat(data("run").has("dashboard")).isFalse();
        var report = new ReplayReport(new MadeReplay(21, 0.8, "a", HOSTILE, "c").input(1, "run-1"));
        assertThat(report.linkedTo(DashboardAddress.of("http://127.0.0.1:8085")).html())
                .contains("\"dashboard\":\"http://127.0.0.1:8085/\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "weather.example", "javascript:alert(1)", "file:///etc/", "http://x/?a=b", "http://x/#y"})
    void whatIsNoAddressIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> DashboardAddress.of(text)).hasMessageContaining("is no address of a dashboard");
    }

    @Test
    void keysAreSorted() {
        assertThat(keys(json)).isSorted().contains("run", "verdict", "farthest");
        assertThat(keys(json.get("rows").get(0))).isSorted().contains("candidate", "champion");
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void thePageNeedsNothingButItself() {
        List<MatchResult> scripts = SCRIPT.matcher(html).results().toList();
        assertThat(scripts)
                .hasSize(6)
                .allSatisfy(script -> assertThat(script.group(1)).doesNotContain("src"));
        String markup = SCRIPT.matcher(html).replaceAll("");
        assertThat(markup).doesNotContain("http://", "https://", "<link", "@import", "url(", "src=");
        assertThat(html)
                .doesNotContain("sourceMappingURL")
                .contains("default-src 'none'")
                .contains("Chart.js v4");
        assertThat(scripts.stream().map(script -> script.group(2)).filter(text -> !text.contains("Chart.js v4")))
                .hasSize(5)
                .allSatisfy(text -> assertThat(text).doesNotContain("fetch(", "XMLHttpRequest", "import(", "http"));
    }

    @Test
    void aHostileStationIsTextAndNeverMarkup() throws IOException {
        assertThat(html).doesNotContain("<script>alert").doesNotContain("<!--").endsWith("</html>\n");
        assertThat(html.split("<script", -1)).hasSize(7);
        assertThat(html.split("</script", -1)).hasSize(7);
        assertThat(data("report").get("stations")).extracting(JsonNode::asText).contains(HOSTILE);
        assertThat(json.get("stations")).extracting(JsonNode::asText).contains(HOSTILE);
        for (String resource : List.of("report.js", "plots.js", "charts.js")) {
            assertThat(new String(
                            ReplayReport.class.getResourceAsStream(resource).readAllBytes(), "UTF-8"))
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(");
        }
    }

    @Test
    void farthestCasesShowTheirFramesMadeSmall() throws IOException {
        JsonNode farthest = data("report").get("farthest");
        assertThat(farthest).hasSize(5 * 2 * Comparison.FARTHEST);
        String uri = farthest.get(0).get("frame").asText();
        assertThat(uri).startsWith("data:image/jpeg;base64,");
        var picture =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
        assertThat(picture.getWidth()).isEqualTo(560);
        assertThat(picture.getHeight()).isEqualTo(420);
        assertThat(farthest.get(2).has("frame")).isFalse();
        assertThat(json.get("farthest").get(0).has("frame")).isFalse();
        assertThat(json.get("farthest").get(1).get("frameAgeMinutes").asInt()).isEqualTo(10);
        for (int i = 0; i < farthest.size(); i++) {
            boolean gained = i % (2 * Comparison.FARTHEST) >= Comparison.FARTHEST;
            double times =
                    json.get("farthest").get(i).get("timesMeanOfChampion").asDouble();
            assertThat(gained ? -times : times).isGreaterThan(0.3);
        }
    }

    @Test
    void aFrameThatCannotBeReadIsLeftOut() {
        assertThat(Thumbnail.of("no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void anEmptyComparisonIsAReportToo() throws IOException {
        var report = new ReplayReport(new MadeReplay(0, 1, "a").input(1, "run-1"));
        report.write(folder.resolve("empty"));
        assertThat(report.verdict().decision()).isEqualTo(Verdict.Decision.TOO_FEW);
        assertThat(new JsonMapper()
                        .readTree(folder.resolve("empty/report.json").toFile())
                        .get("rows"))
                .isEmpty();
        assertThat(report.conclusion(UnaryOperator.identity())).contains("too few cases: second");
    }

    @Test
    void whatTheBundleItselfSaidStandsBesideWhatWasIssuedWhereItDiffers() throws IOException {
        var report = new ReplayReport(new MadeReplay(8, 0.8, "a").corrected().input(1, "run-1"));
        JsonNode rows = new JsonMapper().readTree(report.json()).get("rows");
        for (JsonNode row : rows) {
            String of = row.get("name").asText().equals("rain") ? "bundleBrier" : "bundleMae";
            assertThat(row.get("candidate").get(of).asDouble()).isPositive();
            assertThat(row.get("champion").get(of).isNull()).isTrue();
            assertThat(row.at("/withPersistence/persistence").has(of)).isFalse();
        }
        assertThat(rows.get(0).at("/candidate/bundleMae").asDouble())
                .isCloseTo(2 * rows.get(0).at("/candidate/mae").asDouble(), within(1e-4));
        assertThat(report.table()).contains("bundle's own. Mean absolute error of the median");
        assertThat(json.get("rows").get(0).at("/candidate/bundleMae").isNull()).isTrue();
        assertThat(new ReplayReport(new MadeReplay(8, 0.8, "a").input(1, "run-1")).table())
                .doesNotContain("bundle's own");
    }

    @Test
    void howBothLearntIsInAllForms() throws IOException {
        assertThat(json.at("/learning/candidate").asText()).isEqualTo("taught here");
        assertThat(json.at("/learning/shortfall").asText()).isEqualTo("The warm-up is short.");
        assertThat(data("report").get("learning")).isEqualTo(json.get("learning"));
        assertThat(new ReplayReport(new MadeReplay(8, 0.8, "a").input(1, "run-1")).table())
                .contains("Candidate: taught here. Champion: as they went out.")
                .contains("The warm-up is short.");
    }
}
