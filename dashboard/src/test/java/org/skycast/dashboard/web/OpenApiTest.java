package org.skycast.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.dashboard.api.Api;
import org.skycast.dashboard.feed.FeedState;
import org.skycast.dashboard.project.MadeAlerts;
import org.skycast.dashboard.project.MadeTopics;
import org.skycast.dashboard.store.Store;
import org.skycast.topics.Topics;

/** The description of the API is true: each path in it answers with what it says, and nothing answers that is not in it. */
class OpenApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** What is asked of each path, so that its answer holds something. */
    private static final Map<String, String> QUERIES = Map.of(
            "/stations/{station}/chart.csv", "?variable=air_temperature",
            "/alerts/cap.xml", "?id=i",
            "/skill", "?days=30&station=north",
            "/stations", "?q=nor&sort=-state&page=1");

    @TempDir
    Path folder;

    private final JsonNode description = read(Assets.openApi());

    private static JsonNode read(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MadeTopics log() {
        return new MadeTopics()
                .station("north", 30)
                .add(Topics.ALERTS, "north", MadeAlerts.message("i", "north", 1, "RAISED"), MadeTopics.at(9))
                .add(Topics.OPERATOR_ALERTS, "north", MadeAlerts.message("d", "north", 1, "RAISED"), MadeTopics.at(9))
                .add(Topics.STATION_STATUS, "north", MadeTopics.heartbeat("north", MadeTopics.at(9)), MadeTopics.at(9))
                .add(Topics.SHADOW_FORECASTS, "north", MadeTopics.forecast("north", 29), MadeTopics.at(30))
                .add(Topics.DEPLOYMENTS, "d-1", MadeTopics.deployment("SHADOW", "b".repeat(64)), MadeTopics.at(9));
    }

    @Test
    void everyPathAnswersWithWhatItSays() throws Exception {
        try (var server = new AskedServer(folder.resolve("s.db"), log(), MadeTopics.at(31))) {
            for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
                if (path.getKey().equals("/events")) {
                    continue; // a stream: WebServerTest has it
                }
                String url = "/api/v1" + path.getKey().replace("{station}", "north")
                        + QUERIES.getOrDefault(path.getKey(), "");
                HttpResponse<String> answer = server.get(url);
                assertThat(answer.statusCode()).as(url + ": " + answer.body()).isEqualTo(200);
                JsonNode content = path.getValue().at("/get/responses/200/content");
                Map.Entry<String, JsonNode> said =
                        content.properties().iterator().next();
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .as(url)
                        .startsWith(said.getKey());
                if (said.getKey().equals("application/json")) {
                    List<String> faults = new ArrayList<>();
                    hold(JSON.readTree(answer.body()), said.getValue().path("schema"), url, faults);
                    assertThat(faults).isEmpty();
                }
            }
        }
    }

    @Test
    void everyPathThatAnswersIsInIt() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            Set<String> answering = new Api(store, () -> FeedState.NOTHING, () -> 0, Map.of(), "x")
                    .paths().stream()
                            .map(path -> "/" + path.replace("*", "{station}"))
                            .collect(Collectors.toCollection(TreeSet::new));
            answering.addAll(Set.of("/events", "/openapi.json"));
            Set<String> told = new TreeSet<>();
            description.path("paths").fieldNames().forEachRemaining(told::add);
            assertThat(told).isEqualTo(answering);
        }
    }

    @Test
    void parametersThatAreToldAreTaken() throws Exception {
        try (var server = new AskedServer(folder.resolve("s.db"), log(), MadeTopics.at(31))) {
            for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
                for (JsonNode parameter : path.getValue().at("/get/parameters")) {
                    if (parameter.path("in").asText().equals("query")
                            && !path.getKey().equals("/events")) {
                        String value = parameter.at("/schema/default").asText("x");
                        String url = "/api/v1%s?%s=%s"
                                .formatted(
                                        path.getKey().replace("{station}", "north"),
                                        parameter.path("name").asText(),
                                        value);
                        assertThat(server.get(url).body())
                                .as(url)
                                .doesNotContain("Parameters here are", "takes no parameters");
                    }
                }
                String unknown = "/api/v1" + path.getKey().replace("{station}", "north") + "?unknown=1";
                if (!Set.of("/events", "/openapi.json").contains(path.getKey())) {
                    assertThat(server.get(unknown).statusCode()).as(unknown).isEqualTo(400);
                }
            }
        }
    }

    /** Holds a value against a schema, as far as the description uses JSON Schema. */
    private void hold(JsonNode value, JsonNode given, String where, List<String> faults) {
        JsonNode schema =
                given.has("$ref") ? description.at(given.path("$ref").asText().substring(1)) : given;
        List<String> types = new ArrayList<>();
        schema.path("type").forEach(type -> types.add(type.asText()));
        if (types.isEmpty()) {
            types.add(schema.path("type").asText());
        }
        if (!types.contains(type(value)) && !(types.contains("number") && value.isNumber())) {
            faults.add("%s is %s, not %s".formatted(where, value, types));
            return;
        }
        if (schema.has("enum")) {
            List<String> words = new ArrayList<>();
            schema.path("enum").forEach(word -> words.add(word.asText()));
            if (!words.contains(value.asText())) {
                faults.add("%s is '%s', none of %s".formatted(where, value.asText(), words));
            }
        }
        if (value.isObject()) {
            schema.path("required").forEach(name -> {
                if (!value.has(name.asText())) {
                    faults.add("%s lacks %s".formatted(where, name.asText()));
                }
            });
            value.properties().forEach(one -> {
                Optional<JsonNode> inner = Optional.ofNullable(
                                schema.path("properties").get(one.getKey()))
                        .or(() -> Optional.ofNullable(schema.get("additionalProperties")));
                inner.ifPresent(below -> hold(one.getValue(), below, where + "." + one.getKey(), faults));
            });
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(one -> hold(one, schema.path("items"), where + "[]", faults));
        }
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
