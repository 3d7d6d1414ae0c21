package org.skycast.streams.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
