package org.skycast.streams.runtime;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.skycast.streams.guard.RecordBounds;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;

/** How Kafka Streams is set for a stage. */
public final class StreamsSettings {

    private static final int SESSION_MILLIS = 10_000;
    /** A thread that is told to stop first takes all that it polled: of Kafka Streams' own 1000, 8 s of forecasts. */
    private static final int POLLED_RECORDS = 100;
    /** What is restored is written to a store and costs little. */
    private static final int RESTORED_RECORDS = 1000;
    /** Kafka's own 16 KiB hold one station's learning, which then is packed alone. */
    private static final int BATCH_BYTES = 256 << 10;
    /** As Kafka Streams has it. */
    private static final long SHORTEST_TRANSACTION = 10_000;
    /** What a broker takes that is as it comes ({@code transaction.max.timeout.ms}). */
    private static final long LONGEST_TRANSACTION = 900_000;

    private StreamsSettings() {}

    /**
     * How a stage's streams are set.
     *
     * @param suffix of the application id; the live data path has none
     */
    public static Properties of(NowcastConfig config, String suffix, int threads, NowcastMetrics metrics) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId() + suffix);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateMemory.class);
        properties.put(StateMemory.CONFIG, (long) config.stateMegabytes() << 20);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replication());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedRecords.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS);
        // Zero means: take the partition whose next record the log took first, waiting for what the broker is known to
        // have. It is the default; what is known is the guarded consumer's answer. The order of the join, and so exact
        // replay, rests on both.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A rejected record carries the original, which may be as large as a frame's topic allows.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 8 << 20);
        // What stations and their histories have in common is most of what is written, to changelogs above all: in
        // batches of many it packs to a quarter. By its lowest level that takes half as long, and a twentieth more
        // room.
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                transactionMillis(config.oneRecord()));
        // Whoever reads Kafka Streams' own metrics asks RocksDB for properties, also of a store that is just being
        // closed: that ends the process (KAFKA-10025). So no broker is given them.
        properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        // For so long the partitions of a process that was lost stand still; Kafka's own 45 s are for networks
        // that stall.
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 4);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_RECORDS);
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RESTORED_RECORDS);
        config.groupInstance().ifPresent(name -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        properties.put(NowcastMetrics.CONFIG, metrics);
        String deaths = config.applicationId() + suffix + ".deaths";
        properties.put(
                StageGuard.CONFIG,
                new StageGuard(
                        config.stateDirectory().resolve("records").resolve(deaths), config.oneRecord(), metrics));
        properties.putAll(config.kafka());
        return properties;
    }

    /**
     * How long a transaction may stay open. A record that takes longer than that, and less than it may take, would have its
     * transaction aborted, be blamed for nothing and be taken again for ever; two of them may share a transaction.
     */
    static int transactionMillis(RecordBounds oneRecord) {
        long wanted = Math.max(SHORTEST_TRANSACTION, 2 * oneRecord.longest().toMillis());
        return (int) Math.min(LONGEST_TRANSACTION, wanted);
    }
}
