package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus's own promtool takes the rules, runs their tests, and can read what dashboards ask. It is looked for on the PATH, or at
 * {@code -Dpromtool=FILE}; Debian's package {@code prometheus} has it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromtoolTest {

    @TempDir
    Path folder;

    private String promtool = "";

    @BeforeAll
    void find() {
        Optional<String> found = Prometheus.program("promtool");
        if (found.isEmpty()) {
            System.out.println(
                    "PromtoolTest is skipped: promtool is not on the PATH; -Dpromtool=FILE says where it is.");
        }
        Assumptions.assumeTrue(found.isPresent(), "promtool is not there");
        promtool = found.orElseThrow();
    }

    private String takes(Path at, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(at.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
        return said;
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    @Test
    void rulesAreTaken() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("check", "rules"));
        arguments.addAll(names(PrometheusRulesTest.files(PrometheusRulesTest.FOLDER, ".rules.yaml")));
        takes(PrometheusRulesTest.FOLDER, arguments);
    }

    @Test
    void rulesFireOnWhatTheyAreForAndAreQuietOtherwise() throws Exception {
        Path tests = PrometheusRulesTest.FOLDER.resolve("tests");
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        arguments.addAll(names(PrometheusRulesTest.files(tests, ".test.yaml")));
        takes(tests, arguments);
    }

    /** A rule that records what a panel asks is one that can be read. */
    @Test
    void whatDashboardsAskCanBeRead() throws Exception {
        List<String> asked = GrafanaPanels.asked();
        assertThat(asked).hasSizeGreaterThan(50);
        var rules = new StringBuilder("groups:\n  - name: asked\n    rules:\n");
        for (int i = 0; i < asked.size(); i++) {
            rules.append("      - record: asked:%d\n        expr: '%s'\n"
                    .formatted(i, asked.get(i).replace("'", "''")));
        }
        Files.writeString(folder.resolve("asked.rules.yaml"), rules);
        takes(folder, List.of("check", "rules", "asked.rules.yaml"));
    }

    /** As the compose file mounts them: the settings, and all of the rules' folder beside them. */
    @Test
    void prometheusOfTheComposeFileFindsEveryRule() throws Exception {
        Files.copy(Path.of("../docker/compose/prometheus.yaml"), folder.resolve("prometheus.yml"));
        List<Path> rules = PrometheusRulesTest.files(PrometheusRulesTest.FOLDER, ".rules.yaml");
        Path beside = Files.createDirectories(folder.resolve("rules"));
        for (Path file : rules) {
            Files.copy(file, beside.resolve(file.getFileName()));
        }
        assertThat(takes(folder, List.of("check", "config", "prometheus.yml")))
                .contains(rules.size() + " rule files found");
        assertThat(Files.readString(Path.of("../docker/compose.yaml")))
                .contains("./compose/prometheus.yaml:/etc/prometheus/prometheus.yml:ro")
                .contains("../infra/prometheus:/etc/prometheus/rules:ro");
    }
}
