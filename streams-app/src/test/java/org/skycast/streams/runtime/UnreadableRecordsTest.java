package org.skycast.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.Tick;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.TopologyBuilder;
import org.skycast.topics.Topics;

/** What cannot be read has one dead letter, however many steps stand behind its source, and reaches none of them. */
class UnreadableRecordsTest {

    @TempDir
    Path folder;

    private final Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
    private final NowcastMetrics metrics = new NowcastMetrics(new SimpleMeterRegistry());
    private final List<String> taken = new ArrayList<>();

    @Test
    void eachHasOneLetterAndReachesNoStep() {
        byte[] good = AvroSerdes.values(Topics.TICKS.type(), serdes)
                .serializer()
                .serialize(Topics.TICKS.name(), new Tick(7, Instant.EPOCH));
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        // Neither is UTF-8.
        byte[] key = {(byte) 0xff, (byte) 0xfe, 27};
        byte[] noise = {1, 2, 3};
        try (var driver = driver()) {
            var in = driver.createInputTopic(Topics.TICKS.name(), new ByteArraySerializer(), new ByteArraySerializer());
            in.pipeInput(key, noise);
            in.pipeInput(null, new byte[0]);
            in.pipeInput("a".getBytes(StandardCharsets.UTF_8), good);
            in.pipeInput(new TestRecord<>("a".getBytes(StandardCharsets.UTF_8), null));
            in.pipeInput(key, cut);
            List<TestRecord<byte[], byte[]>> letters = driver.createOutputTopic(
                            Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            assertThat(letters).extracting(TestRecord::key).containsExactly(key, null, key);
            assertThat(letters).extracting(TestRecord::value).containsExactly(noise, new byte[0], cut);
            assertThat(letters)
                    .extracting(letter -> header(letter, DeadLetters.OFFSET))
                    .containsExactly("0", "1", "4");
            assertThat(letters)
                    .allSatisfy(letter ->
                            assertThat(header(letter, DeadLetters.REASON)).isEqualTo("UNREADABLE"))
                    .allSatisfy(letter -> assertThat(header(letter, DeadLetters.SHA256))
                            .isEqualTo(Sha256.of(Objects.requireNonNull(letter.value()))));
            assertThat(header(letters.get(0), DeadLetters.MESSAGE))
                    .isEqualTo(
                            "A record of skycast.ticks with 3 bytes does not begin with a zero byte and a schema id; "
                                    + "write it with a schema registry's serializer.");
        }
        assertThat(taken).containsExactly("one 7", "two 7", "one deletion", "two deletion");
        assertThat(metrics.counts()).containsEntry("skycast.dead.letters[skycast.ticks]", 3L);
    }

    private static String header(TestRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private TopologyTestDriver driver() {
        var topology = new TopologyBuilder(serdes);
        topology.source("in", Topics.TICKS);
        topology.processor("one", () -> new Noting("one"), "in");
        topology.processor("two", () -> new Noting("two"), "in");
        var config = NowcastConfig.read("{stateDirectory: %s}".formatted(folder), "test", Map.of());
        Properties properties = StreamsSettings.of(config, "", 1, metrics);
        return new TopologyTestDriver(topology.topology(), properties);
    }

    private final class Noting extends ContextualProcessor<String, Tick, String, Void> {

        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void process(Record<String, Tick> record) {
            taken.add(name + " "
                    + (record.value() == null ? "deletion" : record.value().getPartition()));
        }
    }
}
