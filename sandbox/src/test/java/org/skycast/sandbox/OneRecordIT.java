package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.sandbox.FailingStage.OVERFLOWS;
import static org.skycast.sandbox.FailingStage.REFUSED;
import static org.skycast.sandbox.FailingStage.STARVES;
import static org.skycast.sandbox.FailingStage.STAYS;
import static org.skycast.sandbox.FailingStage.THROWS;
import static org.skycast.sandbox.FailingStage.TOO_LARGE;
import static org.skycast.sandbox.FailingStage.WAITS;
import static org.skycast.sandbox.LettersByOffset.header;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Rejected;
import org.skycast.avro.SensorReading;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.RunningStage;
import org.skycast.streams.runtime.StreamsSettings;
import org.skycast.topics.Topics;

/** A processor fails in each way that there is, on a real broker: the record costs itself, and what stands around it nothing. */
class OneRecordIT {

    private static final Instant AT = Instant.parse("2026-06-01T00:00:00Z");

    /** A thread that does not come back to its consumer is out of its group after this. */
    private static final String OUT_OF_THE_GROUP = "max.poll.interval.ms: 5000";

    @TempDir
    Path folder;

    private final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    private Rig rig;
    private long sequence;

    @BeforeEach
    void start() {
        rig = Rig.on(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void whateverARecordDoesItCostsItself() throws Exception {
        brokerTakes(100_000);
        List<String> bad = List.of(THROWS, OVERFLOWS, STARVES, TOO_LARGE, REFUSED, WAITS);
        for (String station : bad) {
            send("good");
            send(station);
        }
        send("good");
        var failing = new FailingStage(rig.clients());
        // A transaction of which the broker refuses a batch is waited for as long as this; packed, it would take it.
        String patience =
                "producer.max.block.ms: 3000\n  producer.delivery.timeout.ms: 6000\n  producer.request.timeout.ms: 3000\n"
                        + "  compression.type: none";
        try (RunningStage stage = running(failing, patience)) {
            stage.start();
            Rig.await(
                    "a sign that the stage does not get on",
                    Duration.ofMinutes(1),
                    () -> stage.standing().sentences().stream()
                            .anyMatch(sentence -> sentence.contains("threads died")));
            Rig.await("all that is good", Duration.ofMinutes(2), () -> answers().size() == bad.size() + 1);
            Rig.await(
                    "the stage to be well",
                    Duration.ofMinutes(1),
                    () -> stage.standing().isWell());
        }
        assertThat(answers()).containsExactly("good0", "good2", "good4", "good6", "good8", "good10", "good12");
        Map<Long, ConsumerRecord<String, byte[]>> letters = letters();
        assertThat(letters).containsOnlyKeys(1L, 3L, 5L, 7L, 9L, 11L);
        assertThat(letters.values())
                .allSatisfy(
                        letter -> assertThat(header(letter, DeadLetters.SHA256)).matches("[0-9a-f]{64}"))
                .allSatisfy(
                        letter -> assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo(Topics.READINGS.name()));
        assertThat(letters.values().stream()
                        .map(letter -> header(letter, DeadLetters.REASON))
                        .toList())
                .containsExactly("FAILED", "FAILED", "PASSED_OVER", "FAILED", "PASSED_OVER", "FAILED");
        assertThat(header(letters.get(5L), DeadLetters.MESSAGE)).contains("3 threads died on it: OutOfMemoryError");
        assertThat(header(letters.get(9L), DeadLetters.MESSAGE)).contains("RecordTooLargeException");
        // What is counted in a transaction that ends with its thread is counted again.
        assertThat(metrics.counts().get("skycast.dead.letters[skycast.readings]"))
                .isGreaterThanOrEqualTo(6);
        assertThat(metrics.counts().get("skycast.records.passed.over[skycast.readings]"))
                .isGreaterThanOrEqualTo(2);
        // Three each; where the broker refuses what was sent with other things, the first is blamed on the last of
        // these.
        assertThat(metrics.counts().get("skycast.threads.replaced[failing]")).isBetween(6L, 9L);
        System.out.println("OneRecordIT: " + metrics.counts());
    }

    /** Once a thread has died the stage commits after each record: also between one that is unreadable and one that is fatal. */
    @Test
    void whatCannotBeReadIsPutAsideOnceWhereverThreadsDie() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("good");
            sendUnreadable();
            sendUnreadable();
            send(STARVES);
        }
        send("good");
        try (RunningStage stage = running(new FailingStage(rig.clients()), OUT_OF_THE_GROUP)) {
            stage.start();
            Rig.await("all that is good", Duration.ofMinutes(2), () -> answers().size() == 4);
        }
        assertThat(letters()).containsOnlyKeys(1L, 2L, 3L, 5L, 6L, 7L, 9L, 10L, 11L);
        assertThat(letters().values().stream()
                        .map(letter -> header(letter, DeadLetters.REASON))
                        .toList())
                .isEqualTo(Collections.nCopies(3, List.of("UNREADABLE", "UNREADABLE", "PASSED_OVER")).stream()
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * The stage takes first what the log took first, over all its topics, so what cannot be read may have been fetched, and
     * wait, while others are taken and committed and threads die on them.
     */
    @Test
    void whatCannotBeReadIsPutAsideOnceWhereItHasToWait() throws Exception {
        sendUnreadable();
        sendUnreadable();
        sendBeside("good");
        sendBeside(STARVES);
        send("good");
        try (RunningStage stage = running(new FailingStage(rig.clients()), OUT_OF_THE_GROUP)) {
            stage.start();
            Rig.await("all that is good", Duration.ofMinutes(2), () -> answers().size() == 2);
        }
        assertThat(places())
                .containsExactlyInAnyOrder(
                        Topics.READINGS.name() + "@0", Topics.READINGS.name() + "@1", FailingStage.BESIDE + "@1");
    }

    @Test
    void whatNothingEndsEndsTheProcessAndIsPassedOverAfterSoManyEnds() throws Exception {
        send("good");
        send(STAYS);
        send("good");
        // Each ends with its process; here they go on, and are put out of their group.
        List<FailingStage> ended = new ArrayList<>();
        for (int end = 1; end <= 3; end++) {
            var failing = new FailingStage(rig.clients());
            RunningStage stage = running(failing, OUT_OF_THE_GROUP);
            stage.start();
            Rig.await("the stage to be given up", Duration.ofMinutes(1), stage::isGivenUp);
            assertThat(stage.stopped()).isCompletedWithValue(false);
            assertThat(stage.standing().sentences()).containsExactly("a record holds a thread");
            stage.close();
            ended.add(failing);
        }
        try (RunningStage stage = running(new FailingStage(rig.clients()), OUT_OF_THE_GROUP)) {
            stage.start();
            Rig.await("all that is good", Duration.ofMinutes(1), () -> answers().contains("good2"));
        }
        ended.forEach(FailingStage::end);
        assertThat(answers()).containsExactly("good0", "good2");
        assertThat(letters()).containsOnlyKeys(1L);
        assertThat(header(letters().get(1L), DeadLetters.MESSAGE))
                .isEqualTo("3 threads died on it: It took longer than PT0.5S.");
    }

    private RunningStage running(FailingStage stage, String kafka) {
        String yaml = rig.yaml() + "oneRecord: { longest: PT0.5S, standsAfter: PT20S }\n";
        NowcastConfig config = NowcastConfig.read(
                yaml.replaceFirst(
                        "kafka:", "kafka:\n  session.timeout.ms: 6000\n  heartbeat.interval.ms: 1000\n  " + kafka),
                "of the test",
                Map.of());
        return new RunningStage(
                stage, StreamsSettings.of(config, stage.suffix(), 1, metrics), GroupMembershipOperation.LEAVE_GROUP);
    }

    private void send(String station) throws Exception {
        rig.send(Topics.READINGS, "one-key", reading(station));
    }

    private void sendBeside(String station) throws Exception {
        byte[] value = AvroSerdes.values(SensorReading.class, rig.clients())
                .serializer()
                .serialize(Topics.READINGS.name(), reading(station));
        send(FailingStage.BESIDE, value);
    }

    private SensorReading reading(String station) {
        return SensorReading.newBuilder()
                .setStationId(station)
                .setEpoch(AT)
                .setSequence(sequence++)
                .setObservedAt(AT)
                .build();
    }

    private void sendUnreadable() throws Exception {
        send(Topics.READINGS.name(), new byte[] {1, 2, 3});
        sequence++;
    }

    private void send(String topic, byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(rig.clients()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "one-key", value)).get();
        }
    }

    private List<String> answers() {
        return rig.read(Topics.REJECTED).stream().map(Rejected::getDetail).toList();
    }

    private Map<Long, ConsumerRecord<String, byte[]>> letters() {
        return LettersByOffset.in(rig.clients());
    }

    /** Where what the dead letters are of stands, as often as there is one. */
    private List<String> places() {
        List<String> places = new ArrayList<>();
        try (var reader = LogReader.on(rig.clients())) {
            reader.whole(Topics.DEAD_LETTERS)
                    .forEach(span -> reader.read(
                            span,
                            letter -> places.add(
                                    header(letter, DeadLetters.TOPIC) + "@" + header(letter, DeadLetters.OFFSET))));
        }
        return places;
    }

    private void brokerTakes(int bytes) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(rig.clients()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REJECTED.name());
            var change = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        }
    }
}
