package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Alert;
import org.skycast.avro.Lineage;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.PublishedBundle;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Whoever reads topics is told of what cannot be read, a sentence each, stops at none of it, and no terminal is moved by it. */
class GarbageIT {

    private static final String HOSTILE = "\u001b[2J\u202e\r\nforged";
    private static final String UNSAFE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]";
    private static final Instant NINE_THOUSAND = Instant.parse("9999-12-31T23:59:59Z");
    private static final Instant ONE = Instant.parse("0001-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Rig rig;
    private byte[] cut = {};

    /** Under a hostile key each: no magic byte, an unknown schema, an end that comes too early, nothing; and a deletion. */
    private static final int BAD = 4;

    private static final int GARBAGE = BAD + 1;

    private void garbage(String topic) throws Exception {
        byte[] unknown = ByteBuffer.allocate(9).put((byte) 0).putInt(4711).array();
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(rig.clients()), new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value :
                    Arrays.asList(HOSTILE.getBytes(StandardCharsets.UTF_8), unknown, cut, new byte[0], null)) {
                var record = new ProducerRecord<>(topic, HOSTILE, value);
                record.headers().add(HOSTILE, null).add("b", HOSTILE.getBytes(StandardCharsets.UTF_8));
                producer.send(record).get();
            }
        }
    }

    private <T extends SpecificRecord> byte[] wire(Topic<T> topic, T record) {
        return AvroSerdes.values(topic.type(), rig.clients()).serializer().serialize(topic.name(), record);
    }

    private void open() {
        rig = Rig.on(folder);
        byte[] whole = wire(Topics.STATIONS, new Station("a", "A", new Site(55.0, 12.0, 10.0)));
        cut = Arrays.copyOf(whole, whole.length - 1);
    }

    @Test
    void tailSaysOfEachTopicWhatCannotBeRead() throws Exception {
        open();
        try (Rig opened = rig) {
            Set<String> names = Set.copyOf(Topics.ALL.stream()
                    .map(topic -> topic.name().substring("skycast.".length()))
                    .toList());
            for (String name : names) {
                garbage("skycast." + name);
                for (String json : new String[] {"", "--json"}) {
                    Ended tail = tail(name, json);
                    assertThat(tail.code()).as(tail.err()).isZero();
                    assertThat(tail.out()).doesNotContainPattern(UNSAFE);
                    assertThat(tail.out().lines())
                            .as("tail %s %s", name, json)
                            .hasSize(GARBAGE)
                            .filteredOn(line -> line.contains("cannot be read"))
                            .hasSize(BAD);
                }
            }
            garbage(Topics.DEAD_LETTERS);
            assertThat(tail("dead-letters", "").out())
                    .doesNotContainPattern(UNSAFE)
                    .hasLineCount(GARBAGE);
        }
    }

    private Ended tail(String topic, String json) {
        String max = Integer.toString(GARBAGE);
        return json.isEmpty()
                ? rig.run("tail", topic, "--from-beginning", "--max", max)
                : rig.run("tail", topic, "--from-beginning", "--max", max, json);
    }

    @Test
    void listsHaveWhatIsGoodAndASentenceForTheRest() throws Exception {
        open();
        try (Rig opened = rig) {
            for (Topic<?> topic : Topics.ALL) {
                garbage(topic.name());
            }
            rig.send(Topics.STATIONS, "north", new Station("north", HOSTILE, new Site(55.0, 12.0, 10.0)));
            rig.send(Topics.STATIONS, "off", new Station("off", "Off the earth", new Site(999.0, 12.0, 10.0)));
            rig.send(Topics.STATIONS, "north", new Station("other", "Under another's key", new Site(1.0, 2.0, 3.0)));
            rig.send(Topics.DEPLOYMENTS, "d", new ModelDeployment("KING", HOSTILE, HOSTILE, ONE, List.of(HOSTILE)));
            rig.send(
                    Topics.DEPLOYMENTS,
                    "e",
                    new ModelDeployment("CHAMPION", HOSTILE, HOSTILE, NINE_THOUSAND, List.of(HOSTILE)));
            rig.send(
                    Topics.MODELS,
                    HOSTILE + "2",
                    new PublishedBundle(
                            HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, ONE, ByteBuffer.allocate(1), HOSTILE));
            rig.send(Topics.ACTIVE_ALERTS, HOSTILE + "2", alert());

            Ended stations = listed("stations", "list");
            assertThat(stations.out().lines()).singleElement().asString().startsWith("north  \\u001b[2J");
            assertThat(sentences(stations, Topics.STATIONS)).isEqualTo(BAD + 1);

            for (String json : new String[] {"", "--json"}) {
                Ended alerts = json.isEmpty() ? listed("alerts", "list") : listed("alerts", "list", json);
                assertThat(alerts.out().lines()).singleElement().asString().contains("RAISED");
                assertThat(sentences(alerts, Topics.ACTIVE_ALERTS)).isEqualTo(BAD);
                Ended models = json.isEmpty() ? listed("models", "list") : listed("models", "list", json);
                assertThat(models.out().lines().filter(line -> line.contains("forged")))
                        .hasSize(1);
                assertThat(sentences(models, Topics.DEPLOYMENTS)).isEqualTo(BAD + 1);
                assertThat(sentences(models, Topics.OBSERVATIONS)).isEqualTo(BAD);
            }
            assertThat(sentences(listed("alerts", "rules", "list"), Topics.ALERT_RULES))
                    .isEqualTo(BAD);

            Ended exported = rig.run(
                    "models",
                    "export-dataset",
                    "--frames",
                    "--out",
                    folder.resolve("dataset").toString(),
                    "--from",
                    "2026-06-01T06:10:00Z",
                    "--to",
                    "2026-06-01T06:40:00Z");
            assertThat(exported.out()).contains("nothing was written");
            assertThat(sentences(exported, Topics.OBSERVATIONS)).isEqualTo(BAD);
            assertThat(sentences(exported, Topics.FRAMES)).isEqualTo(BAD);
        }
    }

    private Ended listed(String... command) {
        Ended ended = rig.run(command);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).doesNotContainPattern(UNSAFE);
        return ended;
    }

    private static long sentences(Ended ended, Topic<?> topic) {
        return ended.err()
                .lines()
                .filter(line -> line.matches(".*The record at %s-\\d+@\\d+ cannot be read: .*It is passed over\\."
                        .formatted(topic.name().replace(".", "\\."))))
                .count();
    }

    private static Alert alert() {
        return Alert.newBuilder()
                .setId(HOSTILE)
                .setRule(HOSTILE)
                .setStationId(HOSTILE)
                .setSeverity(HOSTILE)
                .setUrgency(HOSTILE)
                .setCertainty(HOSTILE)
                .setOnset(ONE)
                .setExpires(NINE_THOUSAND)
                .setState("RAISED")
                .setProbability(Double.NaN)
                .setLineage(Lineage.newBuilder()
                        .setModelId(HOSTILE)
                        .setModelVersion(HOSTILE)
                        .setBundleSha256(HOSTILE)
                        .setFeatureSpec(HOSTILE)
                        .setObservation(new TopicPartitionOffset(HOSTILE, 0, 0L))
                        .setSlots(List.of())
                        .build())
                .build();
    }

    /** The live stage put it aside when it came, and so made nothing of it; neither does whoever reads the same log again. */
    @Test
    void replayGoesPastIt() throws Exception {
        open();
        try (Rig opened = rig) {
            rig.simulate(1, Duration.ofHours(3));
            try (NowcastApp topology = rig.topology()) {
                rig.awaitCaughtUp();
            }
            for (Topic<?> topic :
                    List.of(Topics.STATIONS, Topics.READINGS, Topics.OBSERVATIONS, Topics.FORECASTS, Topics.LEARNED)) {
                everywhere(topic.name());
            }
            Ended ended = rig.run(
                    "replay",
                    "--model",
                    Rig.BUNDLE.toString(),
                    "--stations",
                    "lyngby",
                    "--report",
                    folder.resolve("report").toString(),
                    "--from",
                    Rig.BEGIN.plus(Duration.ofHours(1)).toString(),
                    "--to",
                    Rig.BEGIN.plus(Duration.ofHours(2)).toString());
            assertThat(ended.err().lines()).allMatch(line -> line.contains("It is passed over."));
            assertThat(sentences(ended, Topics.STATIONS)).isPositive();
            assertThat(sentences(ended, Topics.OBSERVATIONS)).isPositive();
            assertThat(ended.out()).contains("6 of 6 forecasts are equal");
        }
    }

    /** In each partition. */
    private void everywhere(String topic) throws Exception {
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(rig.clients()), new StringSerializer(), new ByteArraySerializer())) {
            for (var partition : producer.partitionsFor(topic)) {
                producer.send(new ProducerRecord<>(topic, partition.partition(), HOSTILE, cut))
                        .get();
            }
        }
    }
}
