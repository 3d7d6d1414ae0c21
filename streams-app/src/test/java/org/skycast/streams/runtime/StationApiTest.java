package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.streams.verify.VerifyHarness.CHAMPION;
import static org.skycast.streams.verify.VerifyHarness.DAY;
import static org.skycast.streams.verify.VerifyHarness.SHADOW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.streams.serve.StationApi;
import org.skycast.streams.serve.StoreReader;
import org.skycast.streams.verify.VerifyHarness;
import org.skycast.topics.Topics;

/** The API over HTTP, on the stores of a verify stage that has run ten days of two stations. */
@TestInstance(Lifecycle.PER_CLASS)
class StationApiTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private VerifyHarness harness;
    private StatusPage page;

    @BeforeAll
    void open(@TempDir Path state) {
        harness = new VerifyHarness(state);
        for (int slot = 0; slot < 10 * DAY; slot++) {
            harness.observe("a", slot, 0, 18.0);
            harness.foretell(Topics.FORECASTS, CHAMPION, "a", slot, 18.5);
            harness.foretell(Topics.SHADOW_FORECASTS, SHADOW, "a", slot, 17);
        }
        harness.run("b", 0, 2 * DAY, 10);
        for (int slot = 0; slot < 8 * DAY; slot++) {
            harness.observe("learns", slot, 0, 10.0);
            harness.foretellLearnt("learns", slot, 7, 10.5);
        }
        page = page(harness.driver::getKeyValueStore);
    }

    @AfterAll
    void close() {
        page.close();
        harness.close();
    }

    private StatusPage page(StoreReader stores) {
        return new StatusPage(
                "127.0.0.1",
                0,
                harness.meters,
                new Readiness(List.of(), Optional::empty),
                new StationApi(stores, VerifyHarness.TRAINING));
    }

    private HttpResponse<String> get(StatusPage from, String path) throws Exception {
        return send(from, path, HttpRequest.newBuilder().GET());
    }

    private HttpResponse<String> send(StatusPage from, String path, HttpRequest.Builder request) throws Exception {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(from.port().orElseThrow(), path));
        return client.send(request.uri(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private JsonNode rows(String path) throws Exception {
        HttpResponse<String> response = get(page, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(response.body());
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> found = new ArrayList<>();
        rows.forEach(row -> found.add(row.path(field).asText()));
        return found;
    }

    @Test
    void skillOfOneModelVariableLeadAndWindowIsOneRow() throws Exception {
        JsonNode rows = rows("/api/skill?station=a&model=champion&variable=air_temperature&lead=60&window=week");
        assertThat(rows).hasSize(1);
        JsonNode row = rows.get(0);
        assertThat(row.path("bundleSha256").asText()).isEqualTo(CHAMPION.sha256());
        assertThat(row.path("mae").asDouble()).isEqualTo(0.5);
        assertThat(row.path("bias").asDouble()).isEqualTo(0.5);
        assertThat(row.path("rmse").asDouble()).isEqualTo(0.5);
        assertThat(row.path("coverage80").asDouble()).isEqualTo(1);
        assertThat(row.path("maePersistence").asDouble()).isEqualTo(2.5);
        assertThat(row.path("maeSkill").asDouble()).isEqualTo(0.8);
        assertThat(row.path("casesWithBundle").asLong()).isZero();
        assertThat(row.has("maeBundle")).isFalse();
        // Slots end at whole tens of minutes: seven days before the newest bucket, and the one that opened it.
        assertThat(row.path("cases").asLong()).isEqualTo(7 * DAY + 1);
        assertThat(row.path("from").asText()).isEqualTo("2026-06-04T00:00:00Z");
        assertThat(row.path("to").asText()).isEqualTo("2026-06-11T06:00:00Z");
    }

    @Test
    void whatTheBundleItselfSaidStandsBesideWhatWasIssued() throws Exception {
        JsonNode row = rows("/api/skill?station=learns&variable=air_temperature&lead=60&window=day")
                .get(0);
        assertThat(row.path("casesWithBundle").asLong())
                .isEqualTo(row.path("cases").asLong());
        assertThat(row.path("maeIssued").asDouble()).isEqualTo(3);
        assertThat(row.path("maeBundle").asDouble()).isEqualTo(0.5);
        JsonNode rain = rows("/api/skill?station=learns&variable=rain&lead=60&window=day")
                .get(0);
        assertThat(rain.path("brierIssued").asDouble()).isEqualTo(0.25);
        assertThat(rain.path("brierBundle").asDouble()).isEqualTo(1);
    }

    @Test
    void withoutFiltersAllRowsComeSorted() throws Exception {
        JsonNode rows = rows("/api/skill");
        // Two models at one station and one at each of the others; two names, two leads, three windows.
        assertThat(rows).hasSize(4 * 2 * 2 * 3);
        List<String> order = new ArrayList<>();
        rows.forEach(row -> order.add(row.path("station").asText()
                + row.path("model").asText()
                + row.path("variable").asText()
                + 1000
                + row.path("leadMinutes").asInt()));
        assertThat(order).isSorted();
        assertThat(texts(rows, "window").subList(0, 3)).containsExactly("day", "week", "month");
        assertThat(texts(rows("/api/skill?model=" + SHADOW.sha256()), "model"))
                .hasSize(12)
                .containsOnly("shadow");
        assertThat(rows("/api/skill?variable=rain&lead=10&window=day&station=b")
                        .get(0)
                        .path("brier")
                        .asDouble())
                .isEqualTo(0.25);
    }

    @Test
    void whatNobodyKnowsIsNoRow() throws Exception {
        assertThat(rows("/api/skill?station=c")).isEmpty();
        assertThat(rows("/api/skill?lead=30")).isEmpty();
        assertThat(rows("/api/drift?station=c")).isEmpty();
    }

    @Test
    void driftTellsOfEachInput() throws Exception {
        JsonNode row = rows("/api/drift?station=a").get(0);
        assertThat(row.path("variable").asText()).isEqualTo("air_temperature");
        assertThat(row.path("units").asText()).isEqualTo("degC");
        assertThat(row.path("mean").asDouble()).isEqualTo(18);
        assertThat(row.path("distance").asDouble()).isEqualTo(4);
        assertThat(row.path("missingShare").asDouble()).isZero();
        // Two days are too little for a mean to be held against the training's.
        JsonNode young = rows("/api/drift?station=b").get(0);
        assertThat(young.has("mean")).isTrue();
        assertThat(young.has("distance")).isFalse();
    }

    @Test
    void alertsAreThoseThatLast() throws Exception {
        JsonNode rows = rows("/api/alerts");
        assertThat(texts(rows, "id"))
                .containsExactly("a/input-mean/air_temperature", "learns/skill-below-persistence/air_temperature");
        assertThat(rows.get(0).path("level").asDouble()).isEqualTo(4);
        assertThat(rows.get(0).has("bundleLevel")).isFalse();
        assertThat(rows("/api/alerts?station=b")).isEmpty();
    }

    @Test
    void anAlertOfSkillTellsWhatTheBundleItselfComesTo() throws Exception {
        // Persistence errs by 1, what was issued by 3 and the bundle itself by a half.
        JsonNode row = rows("/api/alerts?station=learns").get(0);
        assertThat(row.path("level").asDouble()).isEqualTo(2);
        assertThat(row.path("bundleLevel").asDouble()).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/skill?lead=soon | The parameter 'lead' must be whole minutes, such as 60, but is 'soon'.",
                "/api/skill?lead=0 | 'lead' must be whole minutes",
                "/api/skill?window=year | The parameter 'window' must be one of day, week, month, but is 'year'.",
                "/api/skill?station=a%2Fb | 'station' must be a station's id",
                "/api/skill?model= | 'model' must be a name",
                "/api/skill?leed=60 | There is no parameter 'leed' here; those known are: station, model",
                "/api/skill?lead=60&lead=60 | The parameter 'lead' comes twice; give it once.",
                "/api/drift?window=day | There is no parameter 'window' here; those known are: station.",
            })
    void aBadParameterIsNamedInOneSentence(String path, String named) throws Exception {
        HttpResponse<String> response = get(page, path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(named).endsWith(".").doesNotContain("\n");
    }

    @Test
    void onlyGetIsAnsweredAndOnlyWhereThereIsSomething() throws Exception {
        HttpResponse<String> posted =
                send(page, "/api/skill", HttpRequest.newBuilder().POST(BodyPublishers.noBody()));
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(get(page, "/api/skills").statusCode()).isEqualTo(404);
        assertThat(get(page, "/metrics").body()).contains("skycast_scores_total");
        assertThat(get(page, "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whileAStoreIsNotThereTheAnswerIs503() throws Exception {
        try (StatusPage rebalancing = page(new Rebalancing())) {
            HttpResponse<String> response = get(rebalancing, "/api/alerts");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).startsWith("The verify stage").endsWith("ask again in a few seconds.");
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
        }
    }

    @Test
    void whereTheStageDoesNotRunTheAnswerSaysSo() throws Exception {
        try (StatusPage elsewhere = page(new StageStores("verify", List.of()))) {
            HttpResponse<String> response = get(elsewhere, "/api/skill");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("This process does not run the stage verify; ask one that does.");
        }
    }

    private static final class Rebalancing implements StoreReader {
        @Override
        public <V> ReadOnlyKeyValueStore<String, V> open(String store) {
            throw new InvalidStateStoreException("The store " + store + " is moving.");
        }
    }
}
