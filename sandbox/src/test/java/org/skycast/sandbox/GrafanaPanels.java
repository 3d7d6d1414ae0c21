package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the dashboards for Grafana ask of Prometheus. */
final class GrafanaPanels {

    private static final Path DASHBOARDS = Path.of("../infra/grafana/dashboards");

    private GrafanaPanels() {}

    /** Every expression, panel by panel. */
    static List<String> asked() throws IOException {
        List<String> asked = new ArrayList<>();
        for (Path file : PrometheusRulesTest.files(DASHBOARDS, ".json")) {
            JsonNode panels = new ObjectMapper().readTree(file.toFile()).get("panels");
            panels.forEach(panel -> panel.get("targets")
                    .forEach(target -> asked.add(target.get("expr").asText())));
        }
        return asked;
    }
}
