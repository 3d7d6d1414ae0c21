package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;
import org.skycast.avro.Tick;
import org.skycast.inference.ProcessEndsException;
import org.skycast.schemas.AvroSerdes;
import org.skycast.schemas.RegistryRefusal;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.log.LogException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundlesUnavailableException;
import org.skycast.streams.topology.Rejections;
import org.skycast.streams.topology.WireReader;
import org.skycast.topics.Topics;

/**
 * A broker or a registry that is away, or a disk that is full, costs no record, wherever it is missed and however Kafka Streams wraps that it is: at a
 * source, in a step, or at a sink. What is a record's own doing costs that record.
 */
class ExcusedFailuresTest {

    /** Nothing listens on the port for discarding. */
    private static final Map<String, Object> NO_REGISTRY =
            Map.of("schema.registry.url", "http://127.0.0.1:9", "max.retries", 0);

    @TempDir
    Path folder;

    private final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());

    static Stream<RuntimeException> away() {
        return Stream.of(
                new RegistryUnavailableException("status 503", new java.io.IOException("status 503")),
                new SerializationException("Error registering the schema", new ConnectException("refused")),
                new SerializationException("Error retrieving the schema", new HttpTimeoutException("too long")),
                new SerializationException("Not registered", new RegistryRefusal(40301, "not allowed")),
                new KafkaException("Failed to construct a producer", new TimeoutException("no metadata")),
                new StreamsException("Error caught", new TopicAuthorizationException("not allowed")),
                new ProcessorStateException(
                        "Error putting into store", new RocksDBException("While appending: No space left on device")),
                new ProcessorStateException("Checkpoint", new java.io.IOException("No space left on device")),
                new StreamsException(new ProcessEndsException(new Exception("DefaultLogger"))),
                new IllegalStateException(new LogException("The broker does not answer.")),
                new IllegalStateException(new BundlesUnavailableException("nobody answers", new Exception())));
    }

    static Stream<RuntimeException> ownDoing() {
        return Stream.of(
                new IllegalStateException("as it was told"),
                new SerializationException("no such record", new EOFException()),
                new IllegalStateException("No space left on device"),
                new RecordTooLargeException("too large"));
    }

    @ParameterizedTest
    @MethodSource("away")
    void aSinkThatCannotSendNowLosesNothing(RuntimeException failure) {
        assertNothingIsLost(topology(new StringDeserializer(), throwing(failure), false), failure);
    }

    @ParameterizedTest
    @MethodSource("away")
    void aStepThatCannotAskNowLosesNothing(RuntimeException failure) {
        assertNothingIsLost(topology(new StringDeserializer(), throwing(failure), true), failure);
    }

    @ParameterizedTest
    @MethodSource("away")
    void aSourceThatCannotAskNowLosesNothing(RuntimeException failure) {
        assertNothingIsLost(
                topology(
                        (topic, bytes) -> {
                            throw failure;
                        },
                        new StringSerializer(),
                        false),
                failure);
    }

    @Test
    void aRegistryThatIsNotThereCostsNoRecordAtASink() {
        Serializer<Tick> ticks =
                AvroSerdes.values(Topics.TICKS.type(), NO_REGISTRY).serializer();
        Serializer<String> ticking = (topic, value) -> ticks.serialize(topic, new Tick(0, java.time.Instant.EPOCH));
        try (var driver = driver(topology(new StringDeserializer(), ticking, false))) {
            assertThatThrownBy(() -> send(driver)).hasStackTraceContaining("does not answer");
            assertThat(letters(driver)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ownDoing")
    void whatIsItsOwnDoingCostsTheRecord(RuntimeException failure) {
        for (boolean inStep : new boolean[] {false, true}) {
            try (var driver = driver(topology(new StringDeserializer(), throwing(failure), inStep))) {
                send(driver);
                assertThat(letters(driver)).isEqualTo("a record");
            }
        }
    }

    private void assertNothingIsLost(Topology topology, RuntimeException failure) {
        try (var driver = driver(topology)) {
            assertThatThrownBy(() -> send(driver))
                    .isInstanceOf(StreamsException.class)
                    .hasStackTraceContaining(failure.getMessage());
            assertThat(letters(driver)).isEmpty();
        }
        assertThat(metrics.counts()).doesNotContainKey("skycast.dead.letters[in]");
    }

    private TopologyTestDriver driver(Topology topology) {
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(folder), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        return new TopologyTestDriver(topology, properties);
    }

    private static void send(TopologyTestDriver driver) {
        driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                .pipeInput("a", "a record");
    }

    private static String letters(TopologyTestDriver driver) {
        var letters = driver.createOutputTopic(Topics.DEAD_LETTERS, new StringDeserializer(), new StringDeserializer());
        return letters.isEmpty() ? "" : letters.readValue();
    }

    private static Serializer<String> throwing(RuntimeException failure) {
        return (topic, value) -> {
            throw failure;
        };
    }

    /** What comes goes out again, by way of a serializer: in a step, or at the sink. */
    private static Topology topology(Deserializer<String> in, Serializer<String> out, boolean inStep) {
        return new Topology()
                .addSource("bytes", new StringDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("in", () -> new WireReader<>(in), "bytes")
                .addProcessor("step", () -> new Passing(inStep ? out : new StringSerializer()), "in")
                .addSink("out", "out", new StringSerializer(), inStep ? new StringSerializer() : out, "step");
    }

    private static final class Passing
            extends org.apache.kafka.streams.processor.api.ContextualProcessor<String, String, String, String> {

        private final Serializer<String> step;

        Passing(Serializer<String> step) {
            this.step = step;
        }

        @Override
        public void process(org.apache.kafka.streams.processor.api.Record<String, String> record) {
            byte[] bytes = step.serialize(Rejections.at(context()).topic(), record.value());
            context().forward(record.withValue(new String(bytes, StandardCharsets.UTF_8)));
        }
    }
}
