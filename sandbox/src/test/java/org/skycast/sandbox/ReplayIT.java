package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.streams.runtime.NowcastApp;

/** Replays over what a live run of three simulated stations left in the topics. */
class ReplayIT {

    private static final int STATIONS = 3;
    private static final Duration SPAN = Duration.ofHours(14);
    private static final Instant FROM = Rig.BEGIN.plus(Duration.ofHours(1));
    private static final Instant TO = Rig.BEGIN.plus(Duration.ofHours(9));
    private static final Pattern RUN = Pattern.compile("(?s)\"run\".*|<[^>]*id=\"run\".*");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Rig rig;

    @BeforeAll
    static void runLive() throws Exception {
        rig = Rig.on(folder.resolve("live"));
        rig.simulate(STATIONS, SPAN);
        try (NowcastApp topology = rig.topology()) {
            rig.awaitCaughtUp();
        }
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static Ended replay(String... more) {
        return Ended.run(asked(rig, more));
    }

    /** The command line of a replay of what a rig's log holds, of the whole range unless it says which. */
    private static String[] asked(Rig of, String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of("--bootstrap-server", of.clients().get("bootstrap.servers")));
        arguments.addAll(List.of("--registry", of.clients().get("schema.registry.url")));
        if (!List.of(more).contains("--from")) {
            arguments.addAll(List.of("--from", FROM.toString(), "--to", TO.toString()));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(new String[0]);
    }

    private JsonNode report(String name) throws Exception {
        return JSON.readTree(folder.resolve(name).resolve("report.json").toFile());
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            return admin.listTopics().names().get();
        }
    }

    private Map<TopicPartition, Long> liveOffsets() throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets("skycast")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        }
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void championReplayedSaysWhatWentOutValueForValueAndLeavesNothing() throws Exception {
        Set<String> before = topics();
        Map<TopicPartition, Long> offsets = liveOffsets();
        Ended ended = replay("--model", Rig.BUNDLE.toString(), "--report", in("same"));
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.out().strip().lines()).last().asString().startsWith("equal: ");
        assertThat(ended.out()).doesNotContain("has seen the range");
        JsonNode equality = report("same").findValue("equality");
        assertThat(equality.get("of").asInt()).isEqualTo(STATIONS * 8 * 6);
        assertThat(equality.get("equal")).isEqualTo(equality.get("of"));
        assertThat(topics()).isEqualTo(before);
        assertThat(liveOffsets()).isEqualTo(offsets);
        assertThat(folder.resolve("same").resolve("state")).doesNotExist();
    }

    @Test
    void forgetfulModelIsToldFromTheChampionAndTwoReplaysGiveTheSameReport() throws Exception {
        String worse = Variant.in(folder.resolve("forgetful"))
                .version("9")
                .forgetful()
                .directory()
                .toString();
        Ended ended = replay("--model", worse, "--against", Rig.BUNDLE.toString(), "--report", in("one"));
        assertThat(ended.err()).isEmpty();
        // Fourteen hours are too few days to tell by, however bad it is; the figures are there all the same.
        assertThat(ended.code()).isEqualTo(6);
        assertThat(report("one").findValue("equality").get("equal").asInt()).isZero();
        replay("--model", worse, "--against", Rig.BUNDLE.toString(), "--report", in("two"));
        for (String file : new String[] {"report.json", "report.html"}) {
            assertThat(withoutRun(folder.resolve("one").resolve(file)))
                    .isEqualTo(withoutRun(folder.resolve("two").resolve(file)));
        }
    }

    private static String withoutRun(Path file) throws Exception {
        return RUN.matcher(Files.readString(file)).replaceAll("");
    }

    @Test
    void otherEncoderEmbedsTheFramesAgain() throws Exception {
        String other =
                Variant.in(folder.resolve("other")).otherEncoder().directory().toString();
        assertThat(replay("--model", other, "--report", in("refused"), "--from-observations")
                        .err())
                .contains("another encoder");
        Ended ended = replay("--model", other, "--report", in("again"));
        assertThat(ended.err()).isEmpty();
        JsonNode equality = report("again").findValue("equality");
        assertThat(equality.get("of").asInt()).isEqualTo(STATIONS * 8 * 6);
        // It computes the same, from the frames.
        assertThat(equality.get("equal")).isEqualTo(equality.get("of"));
        Ended frames = replay("--model", Rig.BUNDLE.toString(), "--report", in("frames"), "--from-frames");
        assertThat(frames.err()).isEmpty();
        assertThat(report("frames").findValue("equality").get("equal").asInt()).isEqualTo(STATIONS * 8 * 6);
    }

    @Test
    void otherSlotsAreJoinedAnewAndTwoSuchReplaysAgree() throws Exception {
        String half = Variant.ofSecondSpecIn(folder.resolve("half"))
                .halfSlots()
                .directory()
                .toString();
        assertThat(replay("--model", half, "--report", in("joined")).err()).contains("--slots 5");
        assertThat(replay("--model", half, "--report", in("joined"), "--slots", "5")
                        .err())
                .contains("--against");
        for (String name : new String[] {"joined", "again-joined"}) {
            Ended ended = replay("--model", half, "--against", half, "--report", in(name), "--slots", "5");
            assertThat(ended.err()).isEmpty();
            JsonNode equality = report(name).findValue("equality");
            assertThat(equality.get("of").asInt()).isEqualTo(STATIONS * 8 * 12);
            assertThat(equality.get("equal")).isEqualTo(equality.get("of"));
        }
        assertThat(withoutRun(folder.resolve("joined").resolve("report.json")))
                .isEqualTo(withoutRun(folder.resolve("again-joined").resolve("report.json")));
    }

    @Test
    void keptRunIsNotMixedWithAnotherQuestionAndGoesOnWithItsOwn() throws Exception {
        String bundle = Rig.BUNDLE.toString();
        String station = SimulatedStation.station(0).id();
        Ended kept = replay("--model", bundle, "--report", in("kept"), "--keep");
        assertThat(kept.code()).isEqualTo(5);
        assertThat(topics()).anyMatch(name -> name.startsWith("skycast.replay."));
        assertThat(replay("--model", bundle, "--report", in("kept"), "--stations", station)
                        .err())
                .contains("another question");
        assertThat(replay("--model", bundle, "--report", in("kept")).code()).isEqualTo(5);
        assertThat(topics()).noneMatch(name -> name.startsWith("skycast.replay."));
    }

    @Test
    void discardedRunIsTakenAwayAndAnotherQuestionIsAsked() throws Exception {
        String bundle = Rig.BUNDLE.toString();
        replay("--model", bundle, "--report", in("discarded"), "--keep");
        String run = JSON.readTree(
                        folder.resolve("discarded").resolve("run.json").toFile())
                .get("runId")
                .asText();
        String station = SimulatedStation.station(0).id();
        assertThat(replay("--model", bundle, "--report", in("discarded"), "--stations", station)
                        .err())
                .contains("another question")
                .contains("--discard");
        Ended ended = replay("--model", bundle, "--report", in("discarded"), "--stations", station, "--discard");
        assertThat(ended.err()).isEmpty();
        assertThat(report("discarded").findValue("equality").get("of").asInt()).isEqualTo(8 * 6);
        assertThat(topics()).noneMatch(name -> name.contains(run));
    }

    /** Killed once it has begun to write, with all that it had not committed lost. */
    @Test
    void killedReplayGoesOnWhereItWas() throws Exception {
        String bundle = Rig.BUNDLE.toString();
        String[] question = {"--model", bundle, "--against", bundle, "--report", in("killed")};
        Path plan = folder.resolve("killed").resolve("run.json");
        try (var process = JavaProcess.start("killed-replay", Skycast.class, asked(rig, question))) {
            Rig.await("the replay's first forecast", Duration.ofMinutes(1), () -> {
                process.requireAlive();
                return Files.exists(plan)
                        && !rig.writtenPartitions(candidateTopic(plan)).isEmpty();
            });
        }
        String run = JSON.readTree(plan.toFile()).get("runId").asText();
        Ended ended = replay(question);
        assertThat(ended.err()).isEmpty();
        assertThat(report("killed").at("/run/id").asText()).isEqualTo(run);
        JsonNode equality = report("killed").findValue("equality");
        assertThat(equality.get("of").asInt()).isEqualTo(STATIONS * 8 * 6);
        assertThat(equality.get("equal")).isEqualTo(equality.get("of"));
        assertThat(topics()).noneMatch(name -> name.startsWith("skycast.replay."));
    }

    private static String candidateTopic(Path plan) {
        try {
            return "skycast.replay.%s.candidate"
                    .formatted(JSON.readTree(plan.toFile()).get("runId").asText());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatCannotBeAnsweredIsSaidInOneSentence() throws Exception {
        String bundle = Rig.BUNDLE.toString();
        assertThat(replay("--model", bundle, "--report", in("x1"), "--stations", "nobody")
                        .err())
                .contains("No station 'nobody' is registered");
        assertThat(replay(
                                "--model",
                                bundle,
                                "--report",
                                in("x2"),
                                "--from",
                                "2031-01-01T00:00:00Z",
                                "--to",
                                "2031-01-02T00:00:00Z")
                        .err())
                .contains("holds nothing");
        assertThat(replay(
                                "--model",
                                bundle,
                                "--report",
                                in("x3"),
                                "--from",
                                "2021-01-01T00:00:00Z",
                                "--to",
                                "2021-01-02T00:00:00Z")
                        .err())
                .contains("no reference time");
        assertThat(replay("--model", "nowhere", "--report", in("x4")).err()).contains("There is no bundle 'nowhere'");
        assertThat(replay("--model", bundle, "--report", in("x5"), "--from", TO.toString(), "--to", FROM.toString())
                        .err())
                .contains("is not before");
    }

    @Test
    void rangeThatRetentionHasEatenIsRefusedAndWhatRemainsIsNamed() throws Exception {
        try (Rig eaten = Rig.on(folder.resolve("eaten"))) {
            eaten.simulate(1, Duration.ofHours(2));
            try (NowcastApp topology = eaten.topology()) {
                eaten.awaitCaughtUp();
            }
            try (Admin admin = Admin.create(new HashMap<>(eaten.clients()))) {
                Map<TopicPartition, RecordsToDelete> first = new HashMap<>();
                Set<Integer> written = eaten.writtenPartitions("skycast.observations");
                written.forEach(
                        p -> first.put(new TopicPartition("skycast.observations", p), RecordsToDelete.beforeOffset(2)));
                admin.deleteRecords(first).all().get();
            }
            Ended ended = Ended.run(asked(eaten, "--model", Rig.BUNDLE.toString(), "--report", in("x6")));
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("Retention has taken");
        }
    }
}
