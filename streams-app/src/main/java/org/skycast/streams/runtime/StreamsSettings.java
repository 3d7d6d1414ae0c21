package org.skycast.streams.runtime;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.topics.Topics;

/** How Kafka Streams is set for a stage. */
public final class StreamsSettings {

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
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replication());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
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
        properties.put(NowcastMetrics.CONFIG, metrics);
        String deaths = config.applicationId() + suffix + ".deaths";
        properties.put(
                StageGuard.CONFIG,
                new StageGuard(
                        config.stateDirectory().resolve("records").resolve(deaths), config.oneRecord(), metrics));
        properties.putAll(config.kafka());
        return properties;
    }
}
