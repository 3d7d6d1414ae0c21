package org.skycast.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.nowcast.observe.Origin;

/**
 * A record of a station, as it stands in its log.
 *
 * @param appendedAt when the log took it, in milliseconds since 1970
 * @param value the record on the wire; of a frame that was embedded, without its image
 * @param sky the embedding of a frame that was embedded, in halves; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record LogRecord(String topic, int partition, long offset, long appendedAt, String key, byte[] value, byte[] sky) {

    /** In the order in which the log took them; where it took some at once, by their place. */
    static final Comparator<LogRecord> ORDER = Comparator.comparingLong(LogRecord::appendedAt)
            .thenComparing(LogRecord::topic)
            .thenComparingInt(LogRecord::partition)
            .thenComparingLong(LogRecord::offset);

    private static final byte[] NONE = new byte[0];

    /** A record as it was fetched; one without a key or a value says nothing here. */
    static LogRecord of(ConsumerRecord<byte[], byte[]> fetched) {
        return new LogRecord(
                fetched.topic(),
                fetched.partition(),
                fetched.offset(),
                fetched.timestamp(),
                new String(fetched.key(), StandardCharsets.UTF_8),
                fetched.value(),
                NONE);
    }

    /** The same, with its embedding in the place of its image. */
    LogRecord embedded(byte[] withoutImage, byte[] halves) {
        return new LogRecord(topic, partition, offset, appendedAt, key, withoutImage, halves);
    }

    Origin origin() {
        return new Origin(topic, partition, offset);
    }

    Instant appended() {
        return Instant.ofEpochMilli(appendedAt);
    }
}
