package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of counters over a restart. */
class TotalTest {

    private static final int SEEDS = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant BEGIN = Instant.parse("2026-12-31T18:00:00Z");

    @Test
    void aRestartAfterAnyReadingChangesNothing() throws JsonProcessingException {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Map<String, Total> running = new HashMap<>();
            Map<String, Total> restarted = new HashMap<>();
            double day = 3 * random.nextDouble();
            double year = 500 * random.nextDouble();
            for (int i = 0; i < 200; i++) {
                Instant at = BEGIN.plusSeconds(300L * i);
                double more = random.nextInt(3) == 0 ? random.nextDouble() : 0;
                day = i == 72 ? 0 : day + more;
                year = i == 72 ? 0 : year + more;
                double shown = random.nextInt(10) == 0 ? 1000 * random.nextDouble() : year;
                List<Counters.Showing> showing =
                        List.of(new Counters.Showing("year", shown), new Counters.Showing("day", day));
                List<String> all = List.of("year", "day", "event");
                var added = Counters.added(showing, all, at, running);
                assertThat(Counters.added(showing, all, at, restarted))
                        .as("seed %d, %d", seed, i)
                        .isEqualTo(added);
                for (Map.Entry<String, Total> total : restarted.entrySet()) {
                    total.setValue(JSON.readValue(JSON.writeValueAsString(total.getValue()), Total.class));
                }
            }
        }
    }

    @Test
    void whatAnEarlierVersionKeptIsUnderstood() throws JsonProcessingException {
        Total kept = JSON.readValue("{\"field\":\"dailyrainin\",\"value\":2.54}", Total.class);
        assertThat(kept).isEqualTo(new Total("dailyrainin", 2.54));
        assertThat(Total.byField(Map.of("thickness_of_rainfall_amount", kept))).containsOnlyKeys("dailyrainin");
    }
}
