package org.skycast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.skycast.dashboard.ServeConfig;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;

/**
 * How the demo's parts are set up, and what came of them.
 *
 * @param folder where they keep all
 * @param bundle the model's
 */
record DemoSettings(Path folder, Path bundle) {

    NowcastConfig topology(Map<String, String> clients, int httpPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka", clients);
        settings.put("bundle", bundle.toString());
        settings.put("stateDirectory", folder.resolve("state").toString());
        settings.put("httpPort", httpPort);
        return NowcastConfig.read(json(settings), "of the demo", Map.of());
    }

    ServeConfig pages(Map<String, String> clients, int httpPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka", clients);
        settings.put("store", folder.resolve("dashboard.db").toString());
        settings.put("httpPort", httpPort);
        settings.put("zones", DemoZones.BY_STATION);
        return ServeConfig.read(json(settings), "of the demo", Map.of());
    }

    /** One line of JSON. */
    String summary(DemoBoard board, NowcastApp topology, EdgeMetrics edge, double seconds) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("forecasts", board.forecasts());
        summary.put("alerts", board.alerts());
        summary.put("rejected", board.rejected());
        summary.put("deadLetters", board.deadLetters());
        summary.put("sent", edge.counts());
        summary.put("topology", topology.metrics().counts());
        summary.put("seconds", Math.round(seconds * 10) / 10.0);
        return json(summary);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
