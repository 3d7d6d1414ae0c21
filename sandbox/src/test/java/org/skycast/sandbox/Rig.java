package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.skycast.cli.Skycast;
import org.skycast.edge.source.Source;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.runtime.NowcastApp;
import org.skycast.streams.runtime.NowcastConfig;
import org.skycast.streams.runtime.TopicSetup;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** A broker and a registry on a directory, and what tests do with them. */
final class Rig implements AutoCloseable {

    static final Path BUNDLE =
            Path.of("..", "models", "skycast").toAbsolutePath().normalize();
    static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");

    /** Below those that systems give connections of their own; processes of tests begin apart from each other. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(20_000 + (int) (ProcessHandle.current().pid() % 100) * 100);

    private final String bootstrapServers;
    private final AutoCloseable broker;
    private final EmbeddedRegistry registry;
    private final Path directory;
    private final int partitions;

    Rig(String bootstrapServers, AutoCloseable broker, String schemas, Path directory, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
        this.registry = EmbeddedRegistry.start(schemas, 0);
        this.directory = directory;
        this.partitions = partitions;
        try (Admin admin = Admin.create(new HashMap<>(clients()))) {
            new TopicSetup(admin, partitions, 1).create();
        }
    }

    /** On a broker that somebody else started, and ends. */
    static Rig at(String bootstrapServers, Path directory) {
        return new Rig(bootstrapServers, () -> {}, bootstrapServers, directory, 4);
    }

    static Rig on(Path directory) {
        EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("broker"), 0);
        return new Rig(kafka.bootstrapServers(), kafka, kafka.bootstrapServers(), directory, 4);
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
                partitions: %d
                httpPort: -1
                """.formatted(bootstrapServers, registry.url(), BUNDLE, directory.resolve("state"), partitions);
    }

    NowcastApp topology() {
        return NowcastApp.start(NowcastConfig.read(yaml(), "of the test", Map.of()));
    }

    /** A topology after which another will be started: the group waits but a little for one that has gone. */
    NowcastApp topologyToBeFollowed() {
        return NowcastApp.start(NowcastConfig.read(yamlToBeFollowed(), "of the test", Map.of()));
    }

    /** The topology in a process of its own, to be killed. */
    JavaProcess topologyProcess() throws IOException {
        return topologyProcess("");
    }

    /** The stage that forecasts alone, in a process of its own, to be killed. */
    JavaProcess nowcastProcess() throws IOException {
        return topologyProcess("stages: [nowcast]\n");
    }

    /** The stage that warns alone, in a process of its own, to be killed. */
    JavaProcess alertsProcess() throws IOException {
        return topologyProcess("stages: [alerts]\n");
    }

    /** The stage that forecasts alone, with its pages on a port and a heap of so many mebibytes. */
    JavaProcess nowcastProcess(int port, int mebibytes) throws IOException {
        String yaml = yamlToBeFollowed().replace("httpPort: -1", "httpPort: " + port)
                + "stages: [nowcast]\noneRecord: { standsAfter: PT10S }\n";
        return topologyProcess("small-topology", mebibytes, yaml);
    }

    /** One that has a name in the group, too. */
    JavaProcess namedNowcastInstance(String name) throws IOException {
        return nowcastInstance(name, "groupInstance: " + name + "\n");
    }

    /** One of several instances of the stage that forecasts, with a state directory of its own and sessions as they come. */
    JavaProcess nowcastInstance(String name, String more) throws IOException {
        Path state = directory.resolve("state-" + name);
        String yaml = yaml().replace(directory.resolve("state").toString(), state.toString());
        Path config = Files.writeString(directory.resolve(name + ".yaml"), yaml + "stages: [nowcast]\n" + more);
        return JavaProcess.start("instance-" + name, 384, Skycast.class, "streams", "--config", config.toString());
    }

    private JavaProcess topologyProcess(String more) throws IOException {
        return topologyProcess("killed-topology", 512, yamlToBeFollowed() + more);
    }

    private JavaProcess topologyProcess(String name, int mebibytes, String yaml) throws IOException {
        Path config = Files.writeString(directory.resolve("streams.yaml"), yaml);
        return JavaProcess.start(name, mebibytes, Skycast.class, "streams", "--config", config.toString());
    }

    private String yamlToBeFollowed() {
        return yaml().replaceFirst("kafka:", "kafka:\n  session.timeout.ms: 6000\n  heartbeat.interval.ms: 1500");
    }

    /** Runs a command against this broker and registry. */
    Ended run(String... command) {
        return Ended.run(Stream.concat(
                        Arrays.stream(command),
                        Stream.of("--bootstrap-server", bootstrapServers, "--registry", registry.url()))
                .toArray(String[]::new));
    }

    /** Runs a command that must succeed; gives what it printed. */
    String done(String... command) {
        Ended ended = run(command);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        return ended.out();
    }

    /** Publishes a bundle. */
    void publish(Variant variant) {
        done("models", "publish", "--bundle", variant.directory().toString());
    }

    /** Sends a record, or takes away what the topic holds under the key. */
    <T extends SpecificRecord> void send(Topic<T> topic, String key, @Nullable T value) throws Exception {
        Map<String, Object> properties = new HashMap<>(clients());
        properties.put("max.request.size", topic.maxBytes());
        try (var producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                AvroSerdes.values(topic.type(), clients()).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    /** Sends what simulated stations say in a span of event time, and waits until the broker has it. */
    void simulate(int stations, Duration span) throws InterruptedException {
        simulate(stations, BEGIN, span);
    }

    /** The same from another time on. */
    void simulate(int stations, Instant begin, Duration span) throws InterruptedException {
        simulate(stations, begin, span, source -> source);
    }

    /** The same of stations to which something happens. */
    void simulate(int stations, Instant begin, Duration span, UnaryOperator<Source> happens)
            throws InterruptedException {
        StationsOfAnEdge.simulated(stations, begin, span, happens).send(clients(), directory.resolve("spool.db"));
    }

    void awaitCaughtUp() {
        awaitCaughtUp(Duration.ofMinutes(5));
    }

    void awaitCaughtUp(Duration limit) {
        try (DemoProgress progress = new DemoProgress(clients(), "skycast")) {
            await("the topology to catch up", limit, progress::isCaughtUp);
        }
    }

    /** Waits until so many forecasts went out; gives how many did. */
    int awaitForecasts(int enough, JavaProcess topology) {
        int[] seen = {0};
        await(enough + " forecasts", Duration.ofMinutes(3), () -> {
            topology.requireAlive();
            seen[0] = read(Topics.FORECASTS).size();
            return seen[0] >= enough;
        });
        return seen[0];
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
    <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return read(topic.name(), AvroSerdes.values(topic.type(), clients()).deserializer());
    }

    <T> List<T> read(String topic, Deserializer<T> values) {
        List<T> all = new ArrayList<>();
        try (var reader = LogReader.on(clients())) {
            reader.forEach(topic, new LogValues<>(values, Unreadable.FAILS), entry -> all.add(entry.value()));
        }
        return all;
    }

    /** The numbers of the partitions of a topic that hold anything; none where there is no such topic yet. */
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

    /** A copy of a rig's directory, taken while the rig is closed. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                if (!file.endsWith(".lock")) {
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }

    /** A port that nothing listens on, none is given twice, and no system takes for a connection that it begins. */
    static int freePort() throws IOException {
        while (true) {
            int port = NEXT_PORT.getAndIncrement();
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue; // somebody has it
            }
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
