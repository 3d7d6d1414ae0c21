package org.skycast.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.QualityFlag;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.streams.StartupException;

class DatasetTest {

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Observation observation(String station, Instant start) {
        Map<Variable, Summary> variables = Map.of(
                Variable.AIR_TEMPERATURE, new Summary(11.5, 11, 12, 2, Set.of()),
                Variable.RAIN, new Summary(0.25, 0, 0.5, 2, Set.of()),
                Variable.WIND_SPEED, new Summary(3, 3, 3, 2, Set.of(QualityFlag.STUCK)));
        var sky = new Sky(
                start.plusSeconds(60),
                "ab",
                Embedding.of(new float[] {1, -2}),
                Optional.empty(),
                new Origin("f", 0, 1));
        return new Observation(
                station,
                new Site(55, 12, 10),
                new Slot(start, Duration.ofMinutes(10)),
                0,
                variables,
                Optional.of(sky),
                Optional.empty(),
                List.of());
    }

    @Test
    void aLineHoldsMeansTotalsAndTheEmbeddingAndNothingDoubtful() throws IOException {
        try (var dataset = Dataset.create(folder.resolve("out"), FROM, FROM.plusSeconds(3600))) {
            dataset.add(observation("a", FROM));
            dataset.add(observation("a", FROM.plusSeconds(3600)));
            dataset.add(observation("b", FROM.minusSeconds(600)));
            assertThat(dataset.summary()).startsWith("Wrote 1 observations of 1 stations and 0 frames");
        }
        List<String> lines = Files.readAllLines(folder.resolve("out/a/observations.csv"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("time_utc,revision,air_temperature,")
                .endsWith(",sky_embedding");
        assertThat(lines.get(1)).isEqualTo("2026-06-01T00:00:00Z,0,11.5,,,,,,,,0.5,,,2026-06-01T00:01:00Z,ab,ADwAwA==");
        assertThat(Files.readAllLines(folder.resolve("out/stations.csv")))
                .containsExactly("station_id,latitude,longitude,altitude_m", "a,55.0,12.0,10.0");
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThatThrownBy(() -> Dataset.create(folder, FROM, FROM.plusSeconds(1)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void aStationIdThatClimbsOutOfTheFolderIsRefused() throws IOException {
        try (var dataset = Dataset.create(folder.resolve("out"), FROM, FROM.plusSeconds(3600))) {
            assertThatThrownBy(() -> dataset.add(observation("..", FROM)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("no name for a folder");
        }
    }
}
