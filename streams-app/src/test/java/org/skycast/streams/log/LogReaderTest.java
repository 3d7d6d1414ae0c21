package org.skycast.streams.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.skycast.streams.log.LogValues.Unreadable;

class LogReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Node NODE = new Node(0, "nowhere", 1);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final LogReader reader = new LogReader(consumer, Duration.ofMillis(200));

    /** The log has the offsets from 2 to 9 when reading begins. */
    @BeforeEach
    void fill() {
        Node[] nodes = {NODE};
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, NODE, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 2L));
        consumer.updateEndOffsets(Map.of(PARTITION, 10L));
    }

    /** What a fetch brings, once somebody has gone to the partition. */
    private void fetched(int from, int to) {
        consumer.schedulePollTask(() -> {
            for (int offset = from; offset < to; offset++) {
                byte[] value = offset == 5 ? null : Integer.toString(offset).getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>("t", 0, offset, "k" + offset, value));
            }
        });
    }

    private static Deserializer<String> refusing(String refused) {
        var text = new StringDeserializer();
        return (topic, bytes) -> {
            String value = text.deserialize(topic, bytes);
            if (value.equals(refused)) {
                throw new SerializationException("no such number");
            }
            return value;
        };
    }

    private List<String> values(Unreadable unreadable) {
        List<String> values = new ArrayList<>();
        reader.forEach("t", new LogValues<>(refusing("7"), unreadable), entry -> values.add(entry.value()));
        return values;
    }

    @Test
    void wholeTopicIsReadToTheEndThatItHadAndNoFurther() {
        fetched(2, 14);
        assertThat(values(Unreadable.IS_PASSED_OVER))
                .as("without the deletion, the unreadable one, and what came later")
                .containsExactly("2", "3", "4", "6", "8", "9");
    }

    @Test
    void recordThatMayNotBeMissingEndsTheReading() {
        fetched(2, 14);
        assertThatThrownBy(() -> values(Unreadable.FAILS))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("The record at t-0@7 cannot be read: no such number.");
    }

    @Test
    void newestOffsetsBeginBeforeTheEndAndNeverBeforeTheBeginning() {
        LogSpan whole = reader.whole(PARTITION);
        assertThat(whole).isEqualTo(new LogSpan(PARTITION, 2, 10));
        assertThat(whole.newest(3)).isEqualTo(new LogSpan(PARTITION, 7, 10));
        assertThat(whole.newest(Long.MAX_VALUE)).isEqualTo(whole);
        assertThat(whole.from(11).holds(11)).isFalse();
    }

    @Test
    void firstOfASpanIsTheNextThatIsLeftThere() {
        fetched(6, 8);
        assertThat(reader.first(new LogSpan(PARTITION, 4, 10)))
                .map(ConsumerRecord::offset)
                .hasValue(6L);
    }

    @Test
    void brokerThatGivesNothingIsToldInOneSentence() {
        assertThatThrownBy(() -> values(Unreadable.FAILS))
                .isInstanceOf(LogException.class)
                .hasMessage("The topic t cannot be read now: "
                        + "the broker gave nothing of t-0 from offset 2 for 0 s; is it up?");
    }

    @Test
    void topicThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> reader.whole("absent"))
                .isInstanceOf(LogException.class)
                .hasMessage("There is no topic absent on this broker; run 'skycast topics create'.");
    }
}
