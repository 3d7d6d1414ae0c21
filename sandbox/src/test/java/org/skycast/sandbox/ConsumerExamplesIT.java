package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.avro.Forecast;
import org.skycast.avro.VariableForecast;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/** What docs/consuming.md promises to those who read forecasts, and the consumers that it shows, run as they are. */
class ConsumerExamplesIT {

    private static final Path EXAMPLES = Path.of("..", "docs", "examples", "forecasts");

    @TempDir
    static Path folder;

    private static Rig rig;

    @BeforeAll
    static void forecast() throws Exception {
        rig = Rig.on(folder.resolve("rig"));
        rig.simulate(2, Duration.ofHours(2));
        try (NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
        }
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** The same slots once more, as after an edge that sends again, and a topology that starts anew. */
    @Test
    void aStationHasOneForecastAReferenceTimeAtTheMost() throws Exception {
        rig.simulate(2, Duration.ofHours(3));
        try (NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
        }
        List<Forecast> forecasts = rig.read(Topics.FORECASTS);
        var seen = new HashSet<String>();
        assertThat(forecasts).hasSizeGreaterThan(20);
        assertThat(forecasts)
                .allSatisfy(of -> assertThat(seen.add(of.getStationId() + " " + of.getReferenceTime()))
                        .as("%s at %s", of.getStationId(), of.getReferenceTime())
                        .isTrue());
    }

    /** The clients are looked for where their package managers put them, and in NODE_PATH. */
    @ParameterizedTest
    @CsvSource({
        "node, -e, require(\"kafkajs\"); require(\"avsc\"), consumer.cjs",
        "python3, -c, import confluent_kafka; import fastavro, consumer.py"
    })
    void eachConsumerPrintsWhatWentOut(String interpreter, String flag, String clients, String program)
            throws Exception {
        boolean isThere = isDone(interpreter, flag, clients);
        if (!isThere) {
            System.out.printf("SKIPPED %s: %s has no Kafka client here (%s).%n", program, interpreter, clients);
        }
        assumeTrue(isThere, () -> program + " was not run.");
        Forecast first = rig.read(Topics.FORECASTS).get(0);
        VariableForecast temperature = first.getVariables().stream()
                .filter(of -> of.getName().equals("air_temperature"))
                .findFirst()
                .orElseThrow();
        List<Float> values =
                temperature.getValues().get(temperature.getLeadMinutes().indexOf(60));
        double median = values.get(temperature.getQuantileLevels().indexOf(0.5));
        double most = 100 * (1 - temperature.getQuantileLevels().get(0));
        Path log = folder.resolve(program + ".log");
        Process consumer = new ProcessBuilder(
                        interpreter,
                        EXAMPLES.resolve(program).toString(),
                        rig.clients().get("bootstrap.servers"),
                        rig.clients().get("schema.registry.url"),
                        "-100")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            String expected = String.format(Locale.ROOT, "+60 min %.1f degC, %.0f %%", median, most);
            Rig.await(expected, Duration.ofMinutes(1), () -> {
                assertThat(consumer.isAlive()).as(printed(log)).isTrue();
                return printed(log)
                        .lines()
                        .anyMatch(line -> line.startsWith(first.getStationId() + " "
                                        + first.getReferenceTime().toString().substring(0, 16))
                                && line.endsWith(expected));
            });
        } finally {
            consumer.destroyForcibly();
            assertThat(consumer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String printed(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDone(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
