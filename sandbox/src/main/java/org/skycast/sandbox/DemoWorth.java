package org.skycast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.nowcast.feature.Feature;
import org.skycast.text.Printable;

/** What the demo's forecasts were worth: the error of the median against persistence's, over all stations. */
final class DemoWorth {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int[] LEADS = {60, 240};
    private static final String LINE = "%-48s %4s %8s %11s %5s%n";

    private DemoWorth() {}

    /** Sums over stations. */
    record Sum(long cases, double error, double persistence) {
        Sum plus(Sum other) {
            return new Sum(cases + other.cases, error + other.error, persistence + other.persistence);
        }
    }

    /**
     * As the topology tells of the last 30 days of its stations.
     *
     * @param api where the topology answers
     * @return lines; none where no truth has come yet, or it does not answer
     */
    static List<String> of(URI api) throws InterruptedException {
        var table = new TreeMap<String, Sum>();
        List<String> lines = new ArrayList<>();
        try {
            for (int lead : LEADS) {
                add(table, lead, ask(api.resolve("/api/skill?window=month&lead=" + lead)));
            }
        } catch (IOException e) {
            return List.of();
        }
        if (!table.isEmpty()) {
            lines.add("What the forecasts were worth: mean absolute error of the median, over the last 30 days.");
            lines.add(LINE.formatted("", "lead", "forecast", "persistence", "cases")
                    .stripTrailing());
            table.forEach((key, sum) -> lines.add(line(key, sum)));
        }
        return lines;
    }

    static String line(String key, Sum sum) {
        String[] of = key.split(" ", 2);
        String units = Feature.named(of[0]).map(Feature::units).orElse("");
        return String.format(
                        Locale.ROOT,
                        LINE,
                        Printable.name(of[0]) + ", " + units,
                        "+" + Integer.parseInt(of[1].strip()) / 60 + " h",
                        "%.3g".formatted(sum.error / sum.cases),
                        "%.3g".formatted(sum.persistence / sum.cases),
                        sum.cases)
                .stripTrailing();
    }

    private static void add(Map<String, Sum> table, int lead, JsonNode rows) {
        for (JsonNode row : rows) {
            long cases = row.path("casesWithPersistence").asLong();
            if (cases > 0
                    && row.path("mae").isNumber()
                    && row.path("maePersistence").isNumber()) {
                table.merge(
                        "%s %4d".formatted(row.get("variable").asText(), lead),
                        new Sum(
                                cases,
                                cases * row.get("mae").asDouble(),
                                cases * row.get("maePersistence").asDouble()),
                        Sum::plus);
            }
        }
    }

    private static JsonNode ask(URI what) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(what).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The topology answers " + answer.statusCode());
        }
        return new ObjectMapper().readTree(answer.body());
    }
}
