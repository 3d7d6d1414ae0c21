package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Tick;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/** A record that fails in a second step, after something was sent of it, is told with all its bytes and their digest. */
class DeadLetterFormTest {

    private static final Outgoing<Taken> SENT = new Outgoing<>("sent");
    private static final Outgoing<String> SECOND = new Outgoing<>("second");

    @TempDir
    Path folder;

    private final Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());

    @Test
    void whatFailsAfterSomethingWasSentIsToldAsItCame() {
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(folder), "test", Map.of());
        var properties = StreamsSettings.of(config, "", 1, new NowcastMetrics(new SimpleMeterRegistry()));
        byte[] wire = AvroSerdes.values(Topics.TICKS.type(), serdes)
                .serializer()
                .serialize(Topics.TICKS.name(), new Tick(7, Instant.EPOCH));
        try (var driver = new TopologyTestDriver(topology(), properties)) {
            driver.createInputTopic(Topics.TICKS.name(), new StringSerializer(), new ByteArraySerializer())
                    .pipeInput("a", wire);
            TestRecord<String, byte[]> letter = driver.createOutputTopic(
                            Topics.DEAD_LETTERS, new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecord();
            assertThat(letter.value()).isEqualTo(wire);
            assertThat(header(letter, DeadLetters.REASON)).isEqualTo("FAILED");
            assertThat(header(letter, DeadLetters.BYTES)).isEqualTo(Integer.toString(wire.length));
            assertThat(header(letter, DeadLetters.SHA256)).isEqualTo(Sha256.of(wire));
        }
    }

    private static String header(TestRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private Topology topology() {
        var topology = new TopologyBuilder(serdes);
        topology.source("in", Topics.TICKS, Taken::new);
        topology.processor("first", First::new, "in");
        topology.processor(SECOND.child(), Second::new, "first");
        Serializer<Taken> values = (topic, taken) -> taken.wire();
        return topology.topology().addSink(SENT.child(), "copies", new StringSerializer(), values, "first");
    }

    private record Taken(Envelope<Tick> envelope) {
        byte[] wire() {
            return envelope.wire();
        }
    }

    private static final class First extends TaskProcessor<Taken, Object, String> {

        @Override
        protected String open(ProcessorContext<String, Object> context) {
            return "";
        }

        @Override
        protected void process(String nothing, Record<String, Taken> record) {
            // As it is: Kafka Streams lets go of the bytes of what goes on without a change.
            SENT.forward(context(), record);
            SECOND.forward(context(), record.withValue("made of it"));
        }
    }

    private static final class Second extends TaskProcessor<String, Void, String> {

        @Override
        protected String open(ProcessorContext<String, Void> context) {
            return "";
        }

        @Override
        protected void process(String nothing, Record<String, String> record) {
            throw new IllegalStateException("as it was told");
        }
    }
}
