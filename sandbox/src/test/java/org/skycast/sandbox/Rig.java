package org.skycast.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.edge.EdgeApp;
import org.skycast.edge.EdgeMetrics;
import org.skycast.edge.Pace;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.station.Station;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.NowcastApp;
import org.skycast.streams.NowcastConfig;
import org.skycast.streams.TopicSetup;
import org.skycast.streams.Topics;

/** A broker and a registry on a directory, and what tests do with them. */
final class Rig implements AutoCloseable {

    static final Path BUNDLE =
            Path.of("..", "models", "skycast").toAbsolutePath().normalize();
    static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");

    private final String bootstrapServers;
    private final AutoCloseable broker;
    private final EmbeddedRegistry registry;
    private final Path directory;

    private Rig(String bootstrapServers, AutoCloseable broker, Path directory) {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
        this.registry = EmbeddedRegistry.start(bootstrapServers, 0);
        this.directory = directory;
        try (Admin admin = Admin.create(new HashMap<>(clients()))) {
            new TopicSetup(admin, 4, 1).create();
        }
    }

    /** On a broker that somebody else started, and ends. */
    static Rig at(String bootstrapServers, Path directory) {
        return new Rig(bootstrapServers, () -> {}, directory);
    }

    static Rig on(Path directory) {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"), 0);
        return new Rig(kafka.bootstrapServers(), kafka, directory);
    }

    Map<String, String> clients() {
        return Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registry.url());
    }

    String yaml() {
        return """
                kafka:
                  bootstrap.servers: "%s"
                  schema.registry.url: "%s"
                bundle: "%s"
                stateDirectory: "%s"
                httpPort: -1
                """.formatted(bootstrapServers, registry.url(), BUNDLE, directory.resolve("state"));
    }

    NowcastApp topology() {
        return NowcastApp.start(NowcastConfig.read(yaml(), "of the test", Map.of()));
    }

    /** Sends what simulated stations say in a span of event time, and waits until the broker has it. */
    void simulate(int stations, Duration span) throws InterruptedException {
        List<Source> sources = new ArrayList<>();
        List<Station> register = new ArrayList<>();
        for (int i = 0; i < stations; i++) {
            register.add(SimulatedStation.station(i));
            sources.add(new SimulatedStation(SimulatedStation.station(i), i, BEGIN, Optional.of(BEGIN.plus(span))));
        }
        InstantSource clock = InstantSource.system();
        var metrics = new EdgeMetrics();
        try (EdgeApp edge = new EdgeApp(
                sources,
                Spool.open(directory.resolve("spool.db"), clock.instant()),
                new Uplink(Uplink.producer(clients()), register, metrics),
                Pace.upToNow(clock),
                metrics,
                clock)) {
            edge.start();
            if (!edge.awaitExhausted(Duration.ofMinutes(2))) {
                throw new AssertionError("The stations did not come to their end within two minutes.");
            }
        }
    }

    void awaitCaughtUp() {
        try (Progress progress = new Progress(clients(), "skycast")) {
            await("the topology to catch up", Duration.ofMinutes(2), progress::isCaughtUp);
        }
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited %s in vain for %s.".formatted(limit, what));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Every committed record of a topic, by partition and then in order. */
    <T extends SpecificRecord> List<T> read(Topics.Topic<T> topic) {
        return read(topic.name(), AvroSerdes.values(topic.type(), clients()).deserializer());
    }

    <T> List<T> read(String topic, Deserializer<T> values) {
        Map<String, Object> properties = new HashMap<>(clients());
        properties.put("isolation.level", "read_committed");
        List<T> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            for (var info : consumer.partitionsFor(topic)) {
                var partition = new TopicPartition(topic, info.partition());
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(200))
                            .forEach(record -> all.add(values.deserialize(topic, record.value())));
                }
            }
        }
        return all;
    }

    /** The numbers of the partitions of a topic that hold anything. */
    Set<Integer> writtenPartitions(String topic) {
        try (var consumer = new KafkaConsumer<>(
                new HashMap<String, Object>(clients()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .map(end -> end.getKey().partition())
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        registry.close();
        try {
            broker.close();
        } catch (Exception e) {
            throw new AssertionError("The broker did not stop.", e);
        }
    }
}
