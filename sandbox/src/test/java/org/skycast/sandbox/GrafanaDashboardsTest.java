package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dashboards are what Grafana imports, each panel says what it shows, and none lies on another. */
class GrafanaDashboardsTest {

    private static List<Path> files() throws IOException {
        return PrometheusRulesTest.files(Path.of("../infra/grafana/dashboards"), ".json");
    }

    @Test
    void eachHasANameOfItsOwnThatIsItsFiles() throws IOException {
        assertThat(files()).hasSize(6);
        for (Path file : files()) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            assertThat(file).hasFileName(dashboard.get("uid").asText() + ".json");
            assertThat(dashboard.get("title").asText()).startsWith("Skycast: ");
            assertThat(dashboard.get("description").asText()).endsWith(".");
        }
    }

    @Test
    void eachPanelSaysWhatItShowsAndHasAPlace() throws IOException {
        for (Path file : files()) {
            Set<String> places = new HashSet<>();
            for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).get("panels")) {
                String title = panel.get("title").asText();
                assertThat(panel.get("description").asText()).as(title).endsWith(".");
                assertThat(panel.get("targets")).as(title).isNotEmpty().allSatisfy(target -> {
                    assertThat(target.get("expr").asText()).contains("_");
                    assertThat(target.get("datasource").get("uid").asText()).isEqualTo("${source}");
                });
                JsonNode place = panel.get("gridPos");
                assertThat(places.add(place.get("x") + "/" + place.get("y")))
                        .as(title)
                        .isTrue();
            }
        }
    }
}
