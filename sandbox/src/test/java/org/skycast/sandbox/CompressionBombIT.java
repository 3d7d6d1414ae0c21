package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skycast.sandbox.LettersByOffset.header;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Observation;
import org.skycast.avro.SensorReading;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.topics.Topics;

/**
 * What goes through a broker as kilobytes and unpacks to more than the heap of whoever reads it: as one record, and as many of
 * which each fits. The process stays, says what it was, and uses every good record before, between and after.
 */
class CompressionBombIT {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final int HEAP_MEBIBYTES = 224;
    private static final int BOMB = 300 << 20;
    /** How many of how many bytes each. */
    private static final Map<Integer, Integer> MANY = Map.of(300, 1_100_000, 20, 24 << 20);

    private static final int HOURS = 3;

    @TempDir
    Path folder;

    private Rig rig;
    private Serializer<SpecificRecord> avro;
    private long sequence;

    @Test
    void processStaysAndUsesEveryGoodRecord() throws Exception {
        try (Rig opened = Rig.on(folder)) {
            rig = opened;
            avro = AvroSerdes.anyValues(rig.clients());
            rig.send(Topics.STATIONS, "a", new Station("a", "A", new Site(55.0, 12.0, 10.0)));
            hourOfReadings(0);
            bomb();
            hourOfReadings(1);
            many();
            hourOfReadings(2);
            int port = Rig.freePort();
            try (JavaProcess topology = rig.nowcastProcess(port, HEAP_MEBIBYTES)) {
                Rig.await("the last reading to be used", Duration.ofMinutes(5), () -> {
                    topology.requireAlive();
                    return slots().size() >= 6 * HOURS - 1;
                });
                Rig.await("the stage to be well", Duration.ofMinutes(2), () -> isWell(port));
                check(topology, port);
            }
        }
    }

    private void check(JavaProcess topology, int port) throws Exception {
        // A reading every minute, but for what the last slots wait for.
        assertThat(slots())
                .startsWith(START)
                .containsAll(IntStream.range(0, 6 * HOURS - 1)
                        .mapToObj(slot -> START.plus(Duration.ofMinutes(10L * slot)))
                        .toList());
        Map<Long, ConsumerRecord<String, byte[]>> letters = letters();
        assertThat(letters)
                .hasSize(1 + MANY.keySet().stream().mapToInt(many -> many).sum());
        ConsumerRecord<String, byte[]> bomb = letters.remove(61L);
        assertThat(header(bomb, DeadLetters.REASON)).isEqualTo("PASSED_OVER");
        assertThat(header(bomb, DeadLetters.MESSAGE))
                .contains("3 threads died on it: It cannot be fetched into this heap (OutOfMemoryError");
        assertThat(letters.values()).allSatisfy(letter -> {
            assertThat(header(letter, DeadLetters.REASON)).isEqualTo("TOO_LARGE");
            assertThat(Integer.valueOf(header(letter, DeadLetters.BYTES))).isIn(MANY.values());
            assertThat(header(letter, DeadLetters.SHA256)).matches("[0-9a-f]{64}");
        });
        assertThat(LoopbackPage.of(port, "/metrics").body())
                .contains("skycast_records_passed_over_total{topic=\"skycast.readings\"} 1.0");
        assertThat(topology.printed())
                .contains("A thread died on the record at skycast.readings-")
                .contains("The record is passed over from now on.")
                .doesNotContain("do not fit into this heap")
                .doesNotContain("which nothing replaces");
    }

    private void hourOfReadings(int hour) throws Exception {
        // With a transaction's marker between them and what comes next, which has an offset and is no record.
        try (var producer = producer(0, Map.of("transactional.id", "hour"))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int minute = 60 * hour; minute < 60 * (hour + 1); minute++) {
                SensorReading reading = SensorReading.newBuilder()
                        .setStationId("a")
                        .setEpoch(START.minusSeconds(60))
                        .setSequence(sequence++)
                        .setObservedAt(START.plus(Duration.ofMinutes(minute)))
                        .setAirTemperature(10.0)
                        .build();
                producer.send(new ProducerRecord<>(
                        Topics.READINGS.name(), "a", avro.serialize(Topics.READINGS.name(), reading)));
            }
            producer.commitTransaction();
        }
    }

    /** One record of zeros, packed to some kilobytes. */
    private void bomb() throws Exception {
        try (var producer = producer(BOMB + (1 << 20), Map.of())) {
            producer.send(new ProducerRecord<>(Topics.READINGS.name(), "a", new byte[BOMB]))
                    .get();
        }
    }

    /** Records of which each is too large for its topic, and small enough for the heap; all of them are not. */
    private void many() throws Exception {
        try (var producer = producer(400 << 20, Map.of())) {
            for (Map.Entry<Integer, Integer> many : MANY.entrySet()) {
                byte[] value = new byte[many.getValue()];
                for (int i = 0; i < many.getKey(); i++) {
                    producer.send(new ProducerRecord<>(Topics.READINGS.name(), "a", value));
                }
                producer.flush();
            }
        }
    }

    private KafkaProducer<String, byte[]> producer(int bytes, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(rig.clients());
        settings.putAll(more);
        settings.put("compression.type", "zstd");
        if (bytes > 0) {
            settings.put("max.request.size", bytes);
            settings.put("buffer.memory", (long) bytes + (1 << 20));
        }
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private List<Instant> slots() {
        return rig.read(Topics.OBSERVATIONS).stream()
                .filter(observation -> observation.getRevision() == 0)
                .map(Observation::getSlotStart)
                .toList();
    }

    private Map<Long, ConsumerRecord<String, byte[]>> letters() {
        return LettersByOffset.in(rig.clients());
    }

    private static boolean isWell(int port) {
        try {
            return LoopbackPage.of(port, "/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
