package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Forecast;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topics;

/**
 * Replays over what a live run left from six in the morning to the end of the next day: on that day, what the station taught
 * on the first is in force.
 */
class ReplayedLearningIT {

    private static final Instant FROM = Instant.parse("2026-06-02T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-06-02T20:00:00Z");
    private static final int FORECASTS = 20 * 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Rig rig;

    @BeforeAll
    static void runLive() throws Exception {
        rig = Rig.on(folder.resolve("live"));
        rig.simulate(1, Duration.ofHours(42));
        try (NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
        }
        assertThat(rig.read(Topics.LEARNED)).hasSize(2);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static JsonNode replay(String name, String... more) throws Exception {
        Path report = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("replay", "--model", Rig.BUNDLE.toString()));
        arguments.addAll(List.of("--from", FROM.toString(), "--to", TO.toString(), "--report", report.toString()));
        arguments.addAll(List.of(more));
        Ended ended = rig.run(arguments.toArray(new String[0]));
        assertThat(ended.err()).isEmpty();
        JsonNode made = JSON.readTree(report.resolve("report.json").toFile());
        assertThat(made.at("/equality/of").asInt()).isEqualTo(FORECASTS);
        return made;
    }

    @Test
    void whatWasInForceIsTakenFromTheLogAndSaysWhatWentOut() throws Exception {
        JsonNode report = replay("recorded");
        assertThat(report.at("/learning/candidate").asText()).contains("as recorded");
        assertThat(report.at("/learning/shortfall").isNull()).isTrue();
        assertThat(report.at("/equality/equal").asInt()).isEqualTo(FORECASTS);
    }

    /** The log goes back to where the live run began, so it teaches the same. */
    @Test
    void warmUpReadsFromBeforeTheRangeAndWritesNothingOfIt() throws Exception {
        JsonNode report = replay("own", "--learning", "own", "--keep");
        assertThat(report.at("/learning/candidate").asText()).contains("in this replay");
        assertThat(report.at("/learning/shortfall").asText()).contains("is 0.7 days and not the 21");
        assertThat(report.at("/equality/equal").asInt()).isEqualTo(FORECASTS);
        String run = report.at("/run/id").asText();
        var values = AvroSerdes.values(Forecast.class, rig.clients()).deserializer();
        assertThat(rig.read("skycast.replay.%s.candidate".formatted(run), values))
                .hasSize(FORECASTS)
                .allSatisfy(forecast -> assertThat(forecast.getReferenceTime()).isBetween(FROM, TO));
    }

    @Test
    void bundlesAloneAreReplayedOnRequest() throws Exception {
        assertThat(replay("off", "--learning", "off").at("/learning/candidate").asText())
                .contains("the bundle's own");
    }

    /** A bundle may have learnt of the range before: its manifest says what it was trained on. */
    @Test
    void rangeThatTheTrainingHasSeenIsSaid() throws Exception {
        Variant seen = Variant.in(folder.resolve("seen")).trainedOn("2026-05-01", "2026-07-01");
        String report = folder.resolve("known").toString();
        Ended ended = rig.run(
                "replay",
                "--model",
                seen.directory().toString(),
                "--from",
                "2026-06-02",
                "--to",
                "2026-06-03",
                "--report",
                report);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("The candidate's training has seen the range: own trained on 2026-05-01 to 2026-07-01.");
        JsonNode made = JSON.readTree(folder.resolve("known/report.json").toFile());
        assertThat(made.get("overlap")).hasSize(1);
        assertThat(replay("unseen").get("overlap")).isEmpty();
    }

    @Test
    void whatWasNotRecordedCannotBeAskedFor() throws Exception {
        String other =
                Variant.in(folder.resolve("other")).version("9").directory().toString();
        String[] question = {"replay", "--model", other, "--from", FROM.toString(), "--to", TO.toString()};
        List<String> arguments = new ArrayList<>(List.of(question));
        arguments.addAll(List.of(
                "--learning", "recorded", "--report", folder.resolve("none").toString()));
        assertThat(rig.run(arguments.toArray(new String[0])).err()).contains("is not recorded for all of the range");
    }
}
