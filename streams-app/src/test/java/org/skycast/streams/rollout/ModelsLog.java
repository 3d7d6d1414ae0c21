package org.skycast.streams.rollout;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.skycast.avro.PublishedBundle;
import org.skycast.inference.bundle.BundleArchive;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** The topic of bundles without a broker: one partition, kept in a list, read by consumers that may seek. */
final class ModelsLog {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.MODELS.name(), 0);
    private static final Node NODE = new Node(0, "nowhere", 1);

    private final Map<String, Object> serdes = Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private boolean answers = true;
    private int polled;

    static PublishedBundle record(ModelBundle bundle) {
        byte[] archive = BundleArchive.pack(bundle);
        return new PublishedBundle(
                bundle.model().id(),
                bundle.model().version(),
                bundle.model().sha256(),
                bundle.encoderSha256(),
                bundle.featureSpec().version(),
                bundle.created(),
                ByteBuffer.wrap(archive),
                Sha256.of(archive));
    }

    void publish(PublishedBundle record) {
        append(
                record.getManifestSha256(),
                AvroSerdes.values(PublishedBundle.class, serdes).serializer().serialize(Topics.MODELS.name(), record));
    }

    void append(String key, byte[] value) {
        records.add(new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                records.size(),
                Instant.parse("2026-06-01T00:00:00Z").toEpochMilli() + records.size(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    void answers(boolean now) {
        answers = now;
    }

    /** How many records consumers were given so far. */
    int polled() {
        return polled;
    }

    BundleLog reader() {
        return new BundleLog(
                () -> new LogReader(consumer(), Duration.ofMillis(200)),
                LogValues.of(Topics.MODELS, serdes, Unreadable.FAILS));
    }

    private Consumer<String, byte[]> consumer() {
        var consumer = new Reading();
        consumer.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(
                        PARTITION.topic(), PARTITION.partition(), NODE, new Node[] {NODE}, new Node[] {NODE})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        return consumer;
    }

    private final class Reading extends MockConsumer<String, byte[]> {

        Reading() {
            super("earliest");
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(java.util.Collection<TopicPartition> partitions, Duration timeout) {
            if (!answers) {
                throw new TimeoutException("nobody answers");
            }
            return Map.of(PARTITION, (long) records.size());
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            long from = position(PARTITION);
            if (from < records.size()) {
                addRecord(records.get((int) from));
                polled++;
            }
            return super.poll(timeout);
        }
    }
}
