package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.RunningStage;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.streams.runtime.TopicSetup;
import org.skycast.topics.Topics;

/** A stage whose topic somebody has deleted says so in one sentence, and goes on when it is there; no record is held up for it. */
class AbsentTopicIT {

    @TempDir
    Path folder;

    private final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());

    @Test
    void stageWaitsForItsSourceAndStartsWhenItIsThere() throws Exception {
        try (Rig rig = Rig.on(folder);
                Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            admin.deleteTopics(List.of(Topics.READINGS.name())).all().get();
            try (RunningStage stage = running(rig)) {
                stage.start();
                awaitSaying(stage, "The topic skycast.readings is missing; run 'skycast topics create'.");
                new TopicSetup(admin, 4, 1).create();
                send(rig, "good");
                // A place that a thread had kept in the group would be waited for until its session is over, 45 s.
                Rig.await(
                        "an answer", Duration.ofSeconds(30), () -> answers(rig).equals(List.of("good0")));
                Rig.await(
                        "the stage to be well",
                        Duration.ofSeconds(30),
                        () -> stage.standing().isWell());
            }
            assertThat(metrics.counts()).doesNotContainKey("skycast.threads.replaced[failing]");
        }
    }

    /** A thread that waits for the ends of partitions that are gone hardly polls, and keeps its group from being told so. */
    @Test
    void stageThatRunsSaysWhatIsDeletedUnderIt() throws Exception {
        try (Rig rig = Rig.on(folder);
                Admin admin = Admin.create(new HashMap<>(rig.clients()));
                RunningStage stage = running(rig)) {
            stage.start();
            Rig.await("it to run", Duration.ofSeconds(30), () -> stage.state() == KafkaStreams.State.RUNNING);
            admin.deleteTopics(List.of(Topics.READINGS.name())).all().get();
            awaitSaying(stage, "The topic skycast.readings is missing; run 'skycast topics create'.");
        }
    }

    private static void awaitSaying(RunningStage stage, String sentence) {
        Rig.await(
                sentence,
                Duration.ofMinutes(1),
                () -> stage.standing().sentences().equals(List.of(sentence)));
    }

    private RunningStage running(Rig rig) {
        NowcastConfig config = NowcastConfig.read(rig.yaml(), "of the test", Map.of());
        var stage = new FailingStage(rig.clients());
        return new RunningStage(
                stage, StreamsSettings.of(config, stage.suffix(), 2, metrics), GroupMembershipOperation.LEAVE_GROUP);
    }

    private static void send(Rig rig, String station) throws Exception {
        rig.send(
                Topics.READINGS,
                "one-key",
                SensorReading.newBuilder()
                        .setStationId(station)
                        .setEpoch(Instant.EPOCH)
                        .setSequence(0)
                        .setObservedAt(Instant.EPOCH)
                        .build());
    }

    private static List<String> answers(Rig rig) {
        return rig.read(Topics.REJECTED).stream().map(Rejected::getDetail).toList();
    }
}
