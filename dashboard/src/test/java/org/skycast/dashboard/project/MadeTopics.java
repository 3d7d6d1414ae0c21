package org.skycast.dashboard.project;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.skycast.avro.EventForecast;
import org.skycast.avro.Forecast;
import org.skycast.avro.ForecastInputs;
import org.skycast.avro.Lineage;
import org.skycast.avro.ModelDeployment;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.Score;
import org.skycast.avro.Site;
import org.skycast.avro.SkyInSlot;
import org.skycast.avro.SourceStatus;
import org.skycast.avro.Station;
import org.skycast.avro.StationStatus;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.avro.VariableForecast;
import org.skycast.avro.VariableSummary;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Topics that are made up, and a log of them as a consumer would give it. */
public final class MadeTopics {

    /** Of the serdes: a registry in this JVM. */
    public static final Map<String, Object> SERDES = Map.of("schema.registry.url", "mock://dashboard");

    /** When slot 0 begins. */
    public static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    private static final Duration SLOT = Duration.ofMinutes(10);
    private static final List<Double> LEVELS = List.of(0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98);
    private static final List<Integer> LEADS =
            IntStream.rangeClosed(1, 24).mapToObj(step -> 10 * step).toList();

    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final Map<String, Long> ends = new HashMap<>();

    /** All records, as they came. */
    public List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(records);
    }

    /** When a slot begins. */
    public static Instant at(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }

    /** By partition, the offset after the last of some records. */
    public static Map<TopicPartition, Long> next(List<ConsumerRecord<String, byte[]>> records) {
        Map<TopicPartition, Long> next = new HashMap<>();
        records.forEach(record ->
                next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max));
        return next;
    }

    /** Adds a record. */
    public <T extends SpecificRecord> MadeTopics add(Topic<T> topic, String key, T value, Instant taken) {
        byte[] bytes = AvroSerdes.values(topic.type(), SERDES).serializer().serialize(topic.name(), value);
        return add(topic.name(), key, bytes, taken);
    }

    /** Adds bytes, or a deletion. */
    public MadeTopics add(String topic, String key, byte[] value, Instant taken) {
        long offset = ends.merge(topic, 1L, Long::sum) - 1;
        records.add(new ConsumerRecord<>(
                topic,
                0,
                offset,
                taken.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders().add("skycast.reason", "TOO_LARGE".getBytes(StandardCharsets.UTF_8)),
                Optional.empty()));
        return this;
    }

    /** A day of a station, slot by slot, with all that is said of it. */
    public MadeTopics station(String id, int slots) {
        add(Topics.STATIONS, id, new Station(id, "Name of " + id, site()), START);
        for (int slot = 0; slot < slots; slot++) {
            Instant taken = at(slot + 1).plusSeconds(60);
            add(Topics.OBSERVATIONS, id, observation(id, slot, 0), taken);
            add(Topics.FORECASTS, id, forecast(id, slot), taken.plusMillis(5));
            add(Topics.SCORES, id, score(id, slot, 60), taken.plusMillis(9));
            add(Topics.SCORES, id, event(id, slot), taken.plusMillis(9));
            if (slot % 10 == 3) {
                add(Topics.REJECTED, id, rejected(id), taken);
            }
        }
        return this;
    }

    /** Where all of them stand. */
    public static Site site() {
        return new Site(59.91, 10.75, 23.0);
    }

    /** What a station measured in a slot; its temperature is the slot's number and a tenth of the revision. */
    public static Observation observation(String id, int slot, int revision) {
        var summary = new VariableSummary(
                "air_temperature", "degC", slot + revision / 10.0, slot - 1.0, slot + 1.0, 10, List.of());
        var sky = new SkyInSlot(
                at(slot).plusSeconds(200),
                "e".repeat(64),
                ByteBuffer.allocate(0),
                "%064x".formatted(slot),
                new TopicPartitionOffset(Topics.FRAMES.name(), 0, (long) slot));
        return new Observation(
                id, site(), at(slot), 10, revision, List.of(summary), sky, at(slot).plusSeconds(540), List.of());
    }

    static Lineage lineage(String sha256) {
        return new Lineage(
                "skycast",
                "1",
                sha256,
                "spec",
                new TopicPartitionOffset(Topics.OBSERVATIONS.name(), 0, 0L),
                List.of(),
                null);
    }

    /** What is foretold at a slot's end: at every lead the same fan about the slot's number. */
    public static Forecast forecast(String id, int slot) {
        List<Float> fan = DoubleStream.of(-3, -2, -1, 0, 1, 2, 3)
                .mapToObj(off -> (float) (slot + off))
                .toList();
        var variable = new VariableForecast(
                "air_temperature",
                "degC",
                LEADS,
                LEVELS,
                LEADS.stream().map(lead -> fan).toList(),
                (double) slot,
                null);
        var rain = new EventForecast(
                "rain",
                "thickness_of_rainfall_amount",
                0.1,
                "mm",
                LEADS,
                LEADS.stream().map(lead -> lead / 480f).toList(),
                0.0,
                0.0,
                null);
        return new Forecast(
                lineage("a".repeat(64)),
                id,
                at(slot + 1),
                at(slot + 1).plusSeconds(60),
                300.0,
                60.0,
                List.of(variable),
                List.of(rain),
                new ForecastInputs(1.0, List.of("sky"), List.of()));
    }

    /** A forecast that was off by one where persistence was off by two. */
    public static Score score(String id, int slot, int lead) {
        return Score.newBuilder()
                .setForecast(new TopicPartitionOffset(Topics.FORECASTS.name(), 0, (long) slot))
                .setLineage(lineage("a".repeat(64)))
                .setStationId(id)
                .setReferenceTime(at(slot))
                .setLeadMinutes(lead)
                .setVariable("air_temperature")
                .setObserved(5.0)
                .setError(-1.0)
                .setCrps(0.5)
                .setPersistenceError(-2.0)
                .setPersistenceCrps(2.0)
                .setInside80(slot % 5 != 0)
                .build();
    }

    static Score event(String id, int slot) {
        return Score.newBuilder()
                .setForecast(new TopicPartitionOffset(Topics.FORECASTS.name(), 0, (long) slot))
                .setLineage(lineage("a".repeat(64)))
                .setStationId(id)
                .setReferenceTime(at(slot))
                .setLeadMinutes(60)
                .setVariable("rain")
                .setObserved(slot % 4 == 0 ? 1.0 : 0.0)
                .setBrier(0.1)
                .setPersistenceBrier(0.2)
                .setProbability(0.3)
                .build();
    }

    static Rejected rejected(String id) {
        return Rejected.newBuilder()
                .setReason("OUT_OF_RANGE")
                .setDetail("The temperature is 85 degrees.")
                .setStationId(id)
                .setTopic(Topics.READINGS.name())
                .setPartition(0)
                .setOffset(7)
                .setAppendedAt(START)
                .setValue(ByteBuffer.allocate(0))
                .build();
    }

    /** A deployment. */
    public static ModelDeployment deployment(String role, String sha256) {
        return new ModelDeployment(role, "bundle-" + sha256.charAt(0), sha256, START, List.of());
    }

    /** A heartbeat. */
    public static StationStatus heartbeat(String id, Instant at) {
        return StationStatus.newBuilder()
                .setStationId(id)
                .setAt(at)
                .setStartedAt(START)
                .setHeartbeatSeconds(60)
                .setNewestFrameAt(null)
                .setNewestReadingAt(at)
                .setSpoolWaiting(3)
                .setSpoolBytes(1_000)
                .setOldestWaitingAt(null)
                .setParked(0)
                .setLost(Map.of("frame.spoolFull", 2L))
                .setDiskFreeBytes(5_000_000_000L)
                .setBoardTemperature(41.5)
                .setMemoryBytes(null)
                .setClockSynchronized(true)
                .setClockOffsetSeconds(0.01)
                .setSkycastVersion("0.2.0")
                .setJavaVersion("17")
                .setOs("Linux")
                .setArchitecture("aarch64")
                .setSources(List.of(new SourceStatus("readings", "WAITING", "It does not answer.", 2L, 70.0)))
                .build();
    }
}
