package org.skycast.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;
import picocli.CommandLine;

class EdgeCommandTest {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private static Ended run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new EdgeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    /** Nothing listens on port 1 of this computer. */
    private String config() throws Exception {
        Files.writeString(folder.resolve("r.csv"), "time,t\n2026-06-01T00:00:00Z,50\n");
        Path file = folder.resolve("edge.yaml");
        Files.writeString(file, """
                kafka: { bootstrap.servers: "127.0.0.1:1", schema.registry.url: "http://127.0.0.1:1" }
                spool: { file: spool.db, maxMegabytes: 10 }
                operation: { httpPort: 1 }
                stations:
                  - id: a
                    name: A
                    site: { latitude: 1, longitude: 2, altitude: 3 }
                    frames: { directory: nowhere }
                    readings: { csv: r.csv, columns: { air_temperature: { column: t, units: degF } } }
                """);
        return file.toString();
    }

    @Test
    void settingsAreAskedForByEachCommandAndByNoneThatOnlyHelps() {
        for (String command : List.of("run", "check", "status")) {
            Ended ended = run(command);
            assertThat(ended.code()).as(command).isEqualTo(2);
            assertThat(ended.err()).contains("Missing required option: '--config=FILE'");
            assertThat(run(command, "--help").code()).isZero();
        }
        assertThat(run().code()).isEqualTo(2);
        assertThat(run("version").out()).contains("Skycast edge ").contains("Java ");
        assertThat(run("--version").out()).isEqualTo(run("version").out());
    }

    @Test
    void checkNamesEachThingThatIsNotAsItMustBe() throws Exception {
        Ended ended = run("check", "--timeout", "5", "--config", config());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out().lines())
                .anyMatch(line -> line.matches("a/frames/nowhere +FAILED +.*"))
                .anyMatch(line ->
                        line.matches("a/readings/r.csv +ok +.*1 row; the last read is of 2026-06-01T00:00:00Z.*"))
                .anyMatch(line -> line.matches("disk +(ok|warn) +.*a sync takes.*"))
                .anyMatch(line -> line.matches("spool +ok +.*is not there yet.*"))
                .anyMatch(line -> line.startsWith("clock "))
                .anyMatch(line -> line.matches("uplink a +FAILED +No broker answers at 127.0.0.1:1;.*"))
                .anyMatch(line -> line.matches("topics a +FAILED +.*"))
                .anyMatch(line -> line.matches("registry +FAILED +.*127.0.0.1:1 does not answer.*"));
        assertThat(folder.resolve("spool.db")).doesNotExist();
        // The option may stand before the command as well.
        assertThat(run("--config", config(), "check", "--timeout", "5", "--json")
                        .out())
                .startsWith("{\"passed\":false,\"rows\":[{\"subject\":");
    }

    @Test
    void statusOfAnEdgeThatDoesNotRunIsWhatItsSpoolHolds() throws Exception {
        String config = config();
        assertThat(run("status", "--config", config).out()).contains("spool.db is not there");
        try (Spool spool = Spool.open(folder.resolve("spool.db"), NOW)) {
            spool.put(
                    "a/readings/r.csv",
                    Memory.LAST,
                    List.of(new Sample.Values("a", NOW, "1", Map.of(Variable.AIR_TEMPERATURE, 1.0))),
                    NOW);
        }
        Ended ended = run("status", "--config", config);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .contains("The edge does not run: nothing answers at http://127.0.0.1:1/status.")
                .contains("1 wait, 0.0 of 10 MB, the oldest taken at 2026-06-01T06:00:00Z");
        assertThat(run("status", "--json", "--config", config).out())
                .contains("\"running\":false")
                .contains("\"waiting\":1");
    }

    @Test
    void whatTheBrokerRefusedIsToldAndSentAgain() throws Exception {
        String config = config();
        assertThat(run("parked", "--config", config).out()).contains("There is no spool");
        Instant at = Instant.parse("2026-06-01T00:00:00Z");
        try (Spool spool = Spool.open(folder.resolve("spool.db"), at)) {
            var reading = new Sample.Values("a", at, "1", Map.of(Variable.WIND_SPEED, 1.0));
            spool.put("a/readings/r.csv", Memory.LAST, List.of(reading), at);
            spool.park(spool.oldest(1, 1).get(0).id(), "Not authorized.");
        }
        assertThat(run("parked", "--config", config).out())
                .contains("1 records are parked.")
                .contains("1 times: Not authorized.");
        assertThat(run("parked", "--send-again", "--config", config).out()).contains("1 records wait again.");
        try (Spool spool = Spool.open(folder.resolve("spool.db"), at)) {
            assertThat(spool.depth()).isEqualTo(1);
        }
    }
}
