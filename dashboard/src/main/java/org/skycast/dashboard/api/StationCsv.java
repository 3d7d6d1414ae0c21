package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** A chart's numbers as CSV, in the units of the wire, times in UTC. */
final class StationCsv {

    private StationCsv() {}

    /**
     * A row for each time: what was observed, what is foretold by quantile, what was said one, two and four hours before.
     *
     * @throws AskedWrongly if the station neither measures nor is foretold such a variable
     */
    static String of(ObjectNode detail, String variable) {
        Map<String, Map<Long, String>> columns = new LinkedHashMap<>();
        JsonNode observed = detail.path("observed");
        JsonNode series = observed.path("variables").path(variable);
        for (String column : new String[] {"mean", "min", "max"}) {
            put(columns, "observed_" + column, observed.path("times"), series.path(column));
        }
        for (JsonNode one : detail.path("forecast").path("variables")) {
            if (one.path("name").asText().equals(variable)) {
                foretold(
                        columns,
                        one,
                        detail.path("forecast").path("referenceTime").asLong());
            }
        }
        detail.path("said").path(variable).properties().forEach(lead -> {
            for (String column : new String[] {"low", "median", "high"}) {
                put(
                        columns,
                        "said_%s_min_before_%s".formatted(lead.getKey(), column),
                        lead.getValue().path("times"),
                        lead.getValue().path(column));
            }
        });
        if (columns.values().stream().allMatch(Map::isEmpty)) {
            throw new AskedWrongly(404, "This station has nothing of this variable.");
        }
        return text(columns);
    }

    private static void foretold(Map<String, Map<Long, String>> columns, JsonNode of, long reference) {
        for (int level = 0; level < of.path("levels").size(); level++) {
            Map<Long, String> column = columns.computeIfAbsent(
                    "forecast_q%s".formatted(of.path("levels").get(level).asText()), name -> new TreeMap<>());
            for (int lead = 0; lead < of.path("leadMinutes").size(); lead++) {
                column.put(
                        reference + 60L * of.path("leadMinutes").get(lead).asLong(),
                        of.path("values").path(lead).path(level).asText());
            }
        }
    }

    private static void put(Map<String, Map<Long, String>> columns, String name, JsonNode times, JsonNode values) {
        Map<Long, String> column = columns.computeIfAbsent(name, key -> new TreeMap<>());
        for (int i = 0; i < Math.min(times.size(), values.size()); i++) {
            if (values.get(i).isNumber()) {
                column.put(times.get(i).asLong(), values.get(i).asText());
            }
        }
    }

    private static String text(Map<String, Map<Long, String>> columns) {
        var times = new TreeSet<Long>();
        columns.values().forEach(column -> times.addAll(column.keySet()));
        var text = new StringBuilder("time," + String.join(",", columns.keySet()) + "\r\n");
        for (long time : times) {
            var line = new StringJoiner(",", "", "\r\n")
                    .add(Instant.ofEpochSecond(time).toString());
            columns.values().forEach(column -> line.add(column.getOrDefault(time, "")));
            text.append(line);
        }
        return text.toString();
    }
}
