package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each alerting rule says what is wrong, has its section in docs/at-3-am.md, and is tested both ways. That promtool takes them is
 * held by {@link PromtoolTest}, and that their metrics are in a scrape by {@link ScrapeIT}.
 */
class PrometheusRulesTest {

    static final Path FOLDER = Path.of("../infra/prometheus");
    private static final Path PAGE = Path.of("../docs/at-3-am.md");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** All rules, in the order of the files. */
    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (Path file : files(FOLDER, ".rules.yaml")) {
            for (JsonNode group :
                    new YAMLMapper().readTree(Files.readString(file)).get("groups")) {
                group.get("rules").forEach(rules::add);
            }
        }
        return rules;
    }

    private static String name(JsonNode rule) {
        return rule.get("alert").asText();
    }

    /** The third-level sections of the page, by heading. */
    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new HashMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^### ")) {
            String[] parts = section.split("\n", 2);
            sections.put(parts[0].strip(), parts[1].split("(?m)^## ")[0]);
        }
        sections.keySet().removeIf(heading -> !heading.startsWith("Skycast"));
        return sections;
    }

    @Test
    void eachRuleSaysWhatIsWrongAndHowBadItIs() throws IOException {
        assertThat(rules())
                .hasSizeGreaterThan(35)
                .allSatisfy(rule -> {
                    assertThat(rule.get("annotations").get("summary").asText()).endsWith(".");
                    assertThat(rule.get("annotations").get("description").asText())
                            .endsWith(".");
                    assertThat(SEVERITIES)
                            .contains(rule.get("labels").get("severity").asText());
                })
                .extracting(PrometheusRulesTest::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void eachRuleHasItsSectionOfTheNightPageAndEachSectionItsRule() throws IOException {
        Map<String, String> sections = sections();
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.get("annotations").get("runbook").asText())
                    .isEqualTo("docs/at-3-am.md#" + name(rule).toLowerCase(Locale.ROOT));
            assertThat(sections.get(name(rule)))
                    .as(name(rule))
                    .containsSubsequence("**Means:** ", "**Look:** ", "**Do:** ");
        });
        assertThat(sections.keySet())
                .isEqualTo(rules().stream().map(PrometheusRulesTest::name).collect(Collectors.toSet()));
    }

    @Test
    void eachRuleIsTestedBothWays() throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path file : files(FOLDER.resolve("tests"), ".test.yaml")) {
            Pattern.compile("(?m)^  - name: (.+)$")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(found -> tests.add(found.group(1)));
        }
        assertThat(tests)
                .containsExactlyInAnyOrderElementsOf(rules().stream()
                        .map(PrometheusRulesTest::name)
                        .flatMap(name -> Stream.of(name + " fires", name + " is quiet"))
                        .toList());
    }

    @Test
    void whatTheDocumentsTellOfWeatherAlertsIsAskedForByTheirNames() throws IOException {
        String docs = Files.readString(Path.of("../docs/alerts.md"));
        String rules = Files.readString(FOLDER.resolve("alerts.rules.yaml"));
        assertThat(Pattern.compile("skycast_\\w+").matcher(rules).results().map(found -> found.group()))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(docs).contains("`" + name));
    }
}
