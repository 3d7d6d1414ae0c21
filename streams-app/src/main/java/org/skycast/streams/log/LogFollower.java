package org.skycast.streams.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows topics as they grow, and reads what is committed, without end. For one thread. */
public final class LogFollower implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Duration patience;

    /** With which record following begins. */
    public enum Beginning {
        OLDEST,
        NEXT
    }

    /**
     * Begins to follow.
     *
     * @param clients properties of the Kafka clients, by their own names
     * @throws LogException if there is no such topic, or the broker does not answer
     */
    public LogFollower(Map<String, ?> clients, Collection<String> topics, Beginning beginning) {
        var settings = new LogClients(clients);
        this.patience = settings.patience();
        this.consumer = settings.open();
        try {
            topics.forEach(topic -> partitions.addAll(LogReader.partitions(consumer, topic, patience)));
        } catch (LogException e) {
            consumer.close();
            throw e;
        }
        consumer.assign(partitions);
        if (beginning == Beginning.OLDEST) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
    }

    /** Goes to the first record of each partition that the log took at a time or later; to the next where there is none. */
    public void rewind(Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        consumer.offsetsForTimes(times, patience).forEach((partition, found) -> {
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /** What has come, waiting for {@code most} at the most. */
    public Iterable<ConsumerRecord<String, byte[]>> poll(Duration most) {
        return consumer.poll(most);
    }

    /** Whether all that is committed now has been read. */
    public boolean isAtEnd() {
        return consumer.endOffsets(partitions, patience).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
