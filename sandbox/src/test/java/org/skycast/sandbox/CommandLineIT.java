package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.skycast.sandbox.Ended.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** The commands as a user gives them. */
class CommandLineIT {

    private static final Path REAL = Path.of("..", "docs", "examples", "real-data.yaml");

    @TempDir
    Path folder;

    @Test
    void demoEndsAfterItsForecastsWithASummary() throws Exception {
        Ended ended = run(
                "demo",
                "--stations",
                "2",
                "--speed",
                "max",
                "--exit-after-forecasts",
                "40",
                "--bundle",
                Rig.BUNDLE.toString());
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("+1 h").contains("degC");
        int forecasts = 0;
        for (JsonNode ofStation : ended.summary().get("forecasts")) {
            forecasts += ofStation.asInt();
        }
        assertThat(forecasts).isGreaterThanOrEqualTo(40);
        assertThat(ended.summary().get("deadLetters").asInt()).isZero();
        assertThat(ended.summary().get("seconds").asDouble()).isPositive();
    }

    @Test
    void realStationsBecomeForecasts() throws Exception {
        Path frames = REAL.resolveSibling("../../../shared/data/katkam/frames").normalize();
        if (!Files.isDirectory(frames)) {
            System.out.println(
                    "SKIPPED realStationsBecomeForecasts: there is no folder " + frames + " with real data.");
        }
        assumeThat(frames).isDirectory();
        Path shortStretch = REAL.resolveSibling("short-stretch-under-test.yaml");
        try {
            Files.writeString(
                    shortStretch,
                    Files.readString(REAL).replace("2017-06-15T", "2017-06-03T").replace("2017-02-15T", "2017-02-03T"));
            Ended ended = run(
                    "demo",
                    "--edge-config",
                    shortStretch.toString(),
                    "--data",
                    folder.toString(),
                    "--bundle",
                    Rig.BUNDLE.toString());
            assertThat(ended.code()).as(ended.err()).isZero();
            JsonNode forecasts = ended.summary().get("forecasts");
            for (String station : new String[] {"katkam", "dtu", "dongsi", "huairou"}) {
                assertThat(forecasts.path(station).asInt()).as(station).isBetween(270, 288);
            }
            assertThat(ended.summary()
                            .get("topology")
                            .path("skycast.frames.embedded")
                            .asInt())
                    .isBetween(20, 40);
        } finally {
            Files.deleteIfExists(shortStretch);
        }
    }

    @Test
    void topicsSchemasAndTailWorkOnARunningBroker() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            String broker = rig.clients().get("bootstrap.servers");
            String registry = rig.clients().get("schema.registry.url");
            assertThat(run("topics", "check", "--bootstrap-server", broker).out())
                    .contains("All topics are as declared.");
            assertThat(run("topics", "check", "--partitions", "8", "--bootstrap-server", broker)
                            .code())
                    .isEqualTo(1);
            assertThat(run("schemas", "register", "--registry", registry).out()).contains("skycast.forecasts-value");
            assertThat(run("schemas", "check", "--registry", registry).code()).isZero();
            rig.simulate(1, Duration.ofMinutes(30));
            Ended tail = run(
                    "tail",
                    "readings",
                    "--from-beginning",
                    "--max",
                    "3",
                    "--json",
                    "--bootstrap-server",
                    broker,
                    "--registry",
                    registry);
            assertThat(tail.out().strip().split("\n")).hasSize(3);
            JsonNode line = new ObjectMapper().readTree(tail.out().strip().split("\n")[0]);
            assertThat(line.get("value").get("stationId").asText()).isEqualTo("lyngby");
            Ended frames = run(
                    "tail",
                    "frames",
                    "--from-beginning",
                    "--max",
                    "1",
                    "--json",
                    "--bootstrap-server",
                    broker,
                    "--registry",
                    registry);
            assertThat(frames.out()).containsPattern("\"image\":\"\\d+ bytes\"");
        }
    }

    @Test
    void whatTheTopicsHoldIsExportedToTrainOn() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            rig.simulate(2, Duration.ofHours(1));
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
            }
            // A deletion says nothing of a slot.
            rig.send(Topics.OBSERVATIONS, "lyngby", null);
            Path out = folder.resolve("dataset");
            String[] export = {
                "models",
                "export-dataset",
                "--from",
                "2026-06-01T06:10:00Z",
                "--to",
                "2026-06-01T06:40:00Z",
                "--out",
                out.toString(),
                "--frames",
                "--bootstrap-server",
                rig.clients().get("bootstrap.servers"),
                "--registry",
                rig.clients().get("schema.registry.url")
            };
            Ended ended = run(export);
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("Wrote 6 observations of 2 stations and ");
            assertThat(Files.readAllLines(out.resolve("stations.csv"))).hasSize(3);
            assertThat(Files.readAllLines(out.resolve("lyngby").resolve("observations.csv")))
                    .hasSize(1 + 3)
                    .element(1)
                    .asString()
                    .startsWith("2026-06-01T06:10:00Z,0,");
            try (Stream<Path> frames = Files.list(out.resolve("lyngby").resolve("frames"))) {
                assertThat(frames).isNotEmpty();
            }
            assertThat(run(export).err()).contains("is not empty; name one that is.");
        }
    }

    @Test
    void edgeSendsWhatIsThereAndEnds() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            Files.writeString(
                    folder.resolve("r.csv"),
                    "time,t\n2026-06-01T00:00:00Z,50\n2026-06-01T00:01:00Z,\n2026-06-01T00:02:00Z,59\n");
            Path config = folder.resolve("station.yaml");
            Files.writeString(config, """
                    kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
                    spool: { file: spool.db }
                    stations:
                      - id: a
                        name: A
                        site: { latitude: 1, longitude: 2, altitude: 3 }
                        readings: { csv: r.csv, timeColumn: time, columns: { air_temperature: { column: t, units: degF } } }
                    """.formatted(
                    rig.clients().get("bootstrap.servers"), rig.clients().get("schema.registry.url")));
            for (int times = 0; times < 2; times++) {
                assertThat(run("edge", "--config", config.toString(), "--once").code())
                        .isZero();
            }
            assertThat(rig.read(Topics.STATIONS)).isNotEmpty();
            // The second run finds in the spool that all was taken.
            assertThat(rig.read(Topics.READINGS))
                    .extracting(SensorReading::getSequence, SensorReading::getAirTemperature)
                    .containsExactly(tuple(0L, 10.0), tuple(1L, null), tuple(2L, 15.0));
        }
    }

    @Test
    void brokerThatIsDownIsOneSentence() throws Exception {
        int port = Rig.freePort();
        Path config = folder.resolve("down.yaml");
        Files.writeString(
                config,
                "kafka: {bootstrap.servers: \"127.0.0.1:%d\"}\nbundle: %s\nhttpPort: -1\nwaitForBroker: PT0S\n"
                        .formatted(port, Rig.BUNDLE));
        Ended ended = run("streams", "--config", config.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .contains("No broker answers at 127.0.0.1:" + port)
                .doesNotContain("\tat ");
        assertThat(ended.err().strip().lines().filter(line -> !line.contains(" WARN ")))
                .hasSize(1);
        // Set before anything starts, for whichever thread it may be that memory runs out in.
        assertThat(Thread.getDefaultUncaughtExceptionHandler()).asString().contains("Bystanders");
    }

    @Test
    void registryThatIsDownIsOneSentence() throws Exception {
        try (Rig rig = Rig.on(folder)) {
            int port = Rig.freePort();
            Path config = folder.resolve("down.yaml");
            Files.writeString(
                    config,
                    rig.yaml()
                            .replaceAll(
                                    "schema.registry.url: .*",
                                    "schema.registry.url: \"http://127.0.0.1:" + port + "\"\n  retries.wait.ms: 10"));
            Ended ended = run("streams", "--config", config.toString());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("The schema registry at http://127.0.0.1:" + port + " does not answer");
        }
    }

    @Test
    void wrongUsageIsTold() {
        assertThat(run("nothing").code()).isEqualTo(2);
        assertThat(run("--help").out()).contains("demo").contains("edge").contains("tail");
        for (String command : new String[] {"demo", "edge", "streams", "topics", "schemas", "tail", "models"}) {
            assertThat(run(command, "--help").code()).isZero();
        }
        Ended absent = run("demo", "--edge-config", "absent.yaml");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err().strip())
                .isEqualTo("The settings absent.yaml cannot be read; name a YAML file that is there.");
    }
}
