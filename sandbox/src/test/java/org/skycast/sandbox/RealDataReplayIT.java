package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.streams.runtime.NowcastApp;

/** Nine days of a station with a camera and of one with a reading a minute, replayed with two bundles. */
class RealDataReplayIT {

    private static final Path REAL = Path.of("..", "docs", "examples", "real-data.yaml");

    /** Kept after the test, to be looked at. */
    private static final Path REPORTS = Path.of("target", "real-data-replay");

    @TempDir
    Path folder;

    @Test
    void realStationsAreReplayedWithTwoBundles() throws Exception {
        Path frames = REAL.resolveSibling("../../../shared/data/katkam/frames").normalize();
        if (!Files.isDirectory(frames)) {
            System.out.println("SKIPPED RealDataReplayIT: there is no folder " + frames + " with real data.");
        }
        assumeThat(frames).isDirectory();
        try (Rig rig = Rig.on(folder.resolve("live"))) {
            send(rig);
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
            }
            JsonNode same = replay(rig, Rig.BUNDLE, "same");
            assertThat(same.findValue("equality").get("of").asInt()).isBetween(2200, 2320);
            assertThat(same.findValue("equality").get("equal"))
                    .isEqualTo(same.findValue("equality").get("of"));
            JsonNode forgetful = replay(
                    rig,
                    Variant.in(folder.resolve("forgetful"))
                            .version("9")
                            .forgetful()
                            .directory(),
                    "forgetful");
            assertThat(forgetful.findValue("equality").get("equal").asInt()).isZero();
            assertThat(forgetful.at("/verdict/decision").asText()).isNotEqualTo("better");
        }
    }

    /** The recorded frames and readings of the first two stations of the example, to where they are replayed. */
    private void send(Rig rig) throws Exception {
        String both = Files.readString(REAL).split("\n  - id: dongsi")[0];
        Path config = REAL.resolveSibling("two-stations-under-test.yaml");
        try {
            Files.writeString(config, both.replace("2017-06-15T", "2017-06-09T"));
            InstantSource clock = InstantSource.system();
            EdgeConfig edge = EdgeConfig.read(config, Map.of()).to(rig.clients(), folder.resolve("real-spool.db"));
            try (EdgeApp app = EdgeApp.open(edge, false, Pace.upToNow(clock), clock)) {
                app.start();
                assertThat(app.awaitExhausted(Duration.ofMinutes(3))).isTrue();
            }
        } finally {
            Files.deleteIfExists(config);
        }
    }

    private static JsonNode replay(Rig rig, Path bundle, String name) throws Exception {
        Ended ended = rig.run(
                "replay",
                "--model",
                bundle.toString(),
                "--from",
                "2017-06-01T06:00:00Z",
                "--to",
                "2017-06-09T00:00:00Z",
                "--report",
                REPORTS.resolve(name).toString());
        assertThat(ended.err()).isEmpty();
        System.out.println(ended.out());
        return new ObjectMapper()
                .readTree(REPORTS.resolve(name).resolve("report.json").toFile());
    }
}
