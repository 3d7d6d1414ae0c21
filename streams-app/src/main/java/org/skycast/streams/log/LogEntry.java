package org.skycast.streams.log;

import org.apache.kafka.common.TopicPartition;

/**
 * A record as a log holds it.
 *
 * @param timestamp when the log took it, in milliseconds since 1970
 */
public record LogEntry<T>(TopicPartition partition, long offset, long timestamp, String key, T value) {}
