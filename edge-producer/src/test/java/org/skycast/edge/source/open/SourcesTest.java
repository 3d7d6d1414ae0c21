package org.skycast.edge.source.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.source.directory.DirectoryFrames;

class SourcesTest {

    @Test
    void examplesCanBeRead() {
        Path examples = Path.of("..", "docs", "examples");
        EdgeConfig real = EdgeConfig.read(examples.resolve("real-data.yaml"), Map.of());
        assertThat(real.stations())
                .extracting(EdgeConfig.StationSources::id)
                .containsExactly("katkam", "dtu", "dongsi", "huairou");
        EdgeConfig own =
                EdgeConfig.read(examples.resolve("station.yaml"), Map.of("SKYCAST_EDGE_SPOOL__FILE", "elsewhere.db"));
        assertThat(own.spool().file())
                .isEqualTo(examples.resolve("elsewhere.db").toAbsolutePath().normalize());
        assertThat(own.stations().get(0).frames().orElseThrow())
                .isInstanceOfSatisfying(
                        DirectoryFrames.class,
                        frames -> assertThat(frames.directory().isAbsolute()).isTrue());
        for (String name : List.of("weewx.yaml", "ecowitt.yaml")) {
            EdgeConfig live = EdgeConfig.read(examples.resolve(name), Map.of());
            var around = Sources.Surroundings.unattended(InstantSource.system());
            List<Sources.Station> stations = live.stations().stream()
                    .map(EdgeConfig.StationSources::sources)
                    .toList();
            assertThat(Sources.followed(stations, around).live()).isNotEmpty();
        }
    }
}
