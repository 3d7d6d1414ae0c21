package org.skycast.streams.serve;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.skycast.http.PageAnswer;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.streams.serve.RollingQueries.SkillFilter;

/**
 * {@code /api/skill}, {@code /api/drift} and {@code /api/alerts}: how the stations of this instance's partitions stand, as
 * arrays of JSON objects. 400 says in one sentence what is wrong with a request, 503 why there is no answer now.
 */
public final class StationApi {

    private final RollingQueries queries;

    /**
     * @param stores of the verify stage
     * @param training what the champion was trained on
     */
    public StationApi(StoreReader stores, TrainingStatistics training) {
        this.queries = new RollingQueries(stores, training);
    }

    /** Answers a request for a path below {@code /api/}. */
    public PageAnswer answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        try {
            return switch (path) {
                case "/api/skill" -> skill(query);
                case "/api/drift" -> PageAnswer.json(JsonRows.json(queries.drift(station(query)), JsonRows::drift));
                case "/api/alerts" -> PageAnswer.json(JsonRows.json(queries.alerts(station(query)), JsonRows::alert));
                default ->
                    PageAnswer.text(
                            404, "There is nothing at %s; ask /api/skill, /api/drift or /api/alerts.".formatted(path));
            };
        } catch (BadRequestException e) {
            return PageAnswer.text(400, String.valueOf(e.getMessage()));
        } catch (InvalidStateStoreException e) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            return PageAnswer.text(503, unavailable(e));
        }
    }

    private static Optional<String> station(String query) {
        return QueryParameters.of(query, List.of("station")).station();
    }

    private PageAnswer skill(String query) {
        QueryParameters given = QueryParameters.of(query, List.of("station", "model", "variable", "lead", "window"));
        var filter = new SkillFilter(
                given.station(), given.name("model"), given.name("variable"), given.lead(), given.window());
        return PageAnswer.json(JsonRows.json(queries.skill(filter), JsonRows::skill));
    }

    private static String unavailable(InvalidStateStoreException e) {
        return e instanceof StageElsewhereException
                ? String.valueOf(e.getMessage())
                : "The verify stage of this process cannot be asked now, for it is starting or its partitions are"
                        + " moving; ask again in a few seconds.";
    }
}
