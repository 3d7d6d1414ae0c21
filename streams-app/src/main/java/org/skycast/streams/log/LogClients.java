package org.skycast.streams.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How the consumers are set that read logs: by offsets, in no group, and nothing that is not committed. */
public final class LogClients {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Map<String, Object> properties;

    /** @param clients properties of the Kafka clients, by their own names */
    public LogClients(Map<String, ?> clients) {
        this.properties = new HashMap<>(clients);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // To look into a topic must not make it, which some brokers do for who asks.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    }

    /** For what is there already: a fetch that waited for more at the end of it would hold up the next, and closing. */
    LogClients ofWhatIsThere() {
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return this;
    }

    /** For records of which each may be large. */
    LogClients fetching(Fetch fetch) {
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetch.bytes());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch.bytes());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, fetch.records());
        return this;
    }

    /** How long a broker is waited for. */
    public Duration patience() {
        return Duration.ofMillis(
                Long.parseLong(String.valueOf(properties.get(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG))));
    }

    /** A consumer that is assigned what it reads. */
    public KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
