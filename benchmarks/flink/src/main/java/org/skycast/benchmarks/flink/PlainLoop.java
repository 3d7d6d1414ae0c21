package org.skycast.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.skycast.inference.bundle.ModelBundle;

/**
 * A consumer, the domain's code and a producer, and no more: what is remembered is in the heap, nothing is a transaction, and
 * whoever starts it again starts from the beginning of the log. The order is that of the log, for forecasts that are the same.
 */
public final class PlainLoop {

    private static final Duration POLL = Duration.ofMillis(10);

    private final FrameEyes eyes;
    private final StationWay way;
    private final Map<String, StationMemory> stations = new HashMap<>();
    private final Producer<byte[], byte[]> producer;

    private PlainLoop(ModelBundle bundle, JobSettings settings, Producer<byte[], byte[]> producer) {
        this.eyes = new FrameEyes(bundle, settings.serdes());
        this.way = new StationWay(bundle, settings.serdes());
        this.producer = producer;
    }

    /** @param arguments those of {@link JobSettings}; the topics are all read, by this process alone */
    public static void main(String[] arguments) {
        JobSettings settings = JobSettings.of(arguments);
        ModelBundle bundle = ModelBundle.load(Path.of(settings.bundle()));
        Map<String, Object> clients = Map.of(
                "bootstrap.servers",
                settings.bootstrap(),
                "auto.offset.reset",
                "earliest",
                "compression.type",
                "zstd",
                "batch.size",
                256 << 10,
                "max.request.size",
                8 << 20);
        try (Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            new PlainLoop(bundle, settings, producer).run(consumer, settings.topics());
        }
    }

    private void run(Consumer<byte[], byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(of -> new TopicPartition(of.topic(), of.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var merge = new LogMerge(consumer, partitions);
        while (!Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.key() != null && record.value() != null) {
                    merge.add(LogRecord.of(record));
                }
            }
            for (Optional<LogRecord> next = merge.next(); next.isPresent(); next = merge.next()) {
                take(next.get());
            }
        }
    }

    private void take(LogRecord record) {
        StationMemory memory = stations.computeIfAbsent(record.key(), station -> new StationInMemory());
        way.take(eyes.see(record), memory, this::send);
    }

    private void send(WireRecord record) {
        producer.send(
                new ProducerRecord<>(record.topic(), record.key().getBytes(StandardCharsets.UTF_8), record.value()));
    }
}
