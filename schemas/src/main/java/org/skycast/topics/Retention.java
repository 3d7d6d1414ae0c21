package org.skycast.topics;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** How long a topic keeps its records. */
public sealed interface Retention {

    /** What Kafka is told of it. */
    Map<String, String> settings();

    /** The newest record of each key for ever. */
    record Compacted() implements Retention {
        @Override
        public Map<String, String> settings() {
            return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
    }

    /** Every record for a span of time. */
    record Kept(Duration span) implements Retention {
        @Override
        public Map<String, String> settings() {
            return Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(span.toMillis()));
        }
    }

    /** Every record for so many days. */
    static Retention days(int days) {
        return new Kept(Duration.ofDays(days));
    }
}
