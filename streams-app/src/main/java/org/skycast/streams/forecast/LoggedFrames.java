package org.skycast.streams.forecast;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.CameraFrame;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.Topics;

/** Reads frames at given offsets; those asked for in the order of the log come out of one fetch after another. */
public final class LoggedFrames implements FrameArchive {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A frame nearer than this to where the last fetch ended is read on to, not sought. */
    private static final long NEAR = 200;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<CameraFrame> values;
    private final TreeMap<Long, byte[]> fetched = new TreeMap<>();
    private Optional<TopicPartition> partition = Optional.empty();

    /** @param clients properties of the consumer and of the Avro serdes */
    public LoggedFrames(Map<String, ?> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What is read is there already; at the end of it a fetch would wait for more, and closing for the fetch.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 50);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        this.values = AvroSerdes.values(CameraFrame.class, clients).deserializer();
    }

    /** @throws TimeoutException if the broker does not answer; the task then reads its record again */
    @Override
    public Optional<byte[]> image(Origin origin) {
        if (!origin.topic().equals(Topics.FRAMES.name())) {
            return Optional.empty();
        }
        var wanted = new TopicPartition(origin.topic(), origin.partition());
        try {
            return Optional.ofNullable(record(wanted, origin.offset()))
                    .map(value -> values.deserialize(origin.topic(), value))
                    .map(frame -> bytes(frame.getImage()));
        } catch (OffsetOutOfRangeException | SerializationException e) {
            return Optional.empty();
        }
    }

    private byte @Nullable [] record(TopicPartition wanted, long offset) {
        if (partition.filter(wanted::equals).isEmpty()) {
            consumer.assign(List.of(wanted));
            partition = Optional.of(wanted);
            fetched.clear();
            consumer.seek(wanted, offset);
        }
        if (!fetched.containsKey(offset)) {
            long at = consumer.position(wanted);
            if (offset < at || offset > at + NEAR) {
                consumer.seek(wanted, offset);
            }
            readTo(wanted, offset);
        }
        fetched.headMap(offset).clear();
        return fetched.get(offset);
    }

    private void readTo(TopicPartition wanted, long offset) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(wanted) <= offset) {
            ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofMillis(200));
            for (ConsumerRecord<String, byte[]> record : records) {
                if (record.offset() >= offset) {
                    fetched.put(record.offset(), record.value());
                }
            }
            if (records.isEmpty()
                    && offset >= consumer.endOffsets(List.of(wanted)).getOrDefault(wanted, 0L)) {
                // The log never came so far: it is another one than the observation names.
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("The frame at %s@%d did not come within %d s; is the broker up?"
                        .formatted(wanted, offset, LIMIT.toSeconds()));
            }
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
