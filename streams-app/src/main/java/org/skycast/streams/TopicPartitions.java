package org.skycast.streams;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The partitions of a topic, as the broker tells them. */
public final class TopicPartitions {

    private TopicPartitions() {}

    /**
     * The partitions of a topic.
     *
     * @throws StartupException if the broker has no such topic
     */
    public static List<TopicPartition> of(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic, Duration.ofSeconds(15));
        if (known == null || known.isEmpty()) {
            throw new StartupException(
                    "There is no topic %s on this broker; run 'skycast topics create'.".formatted(topic));
        }
        return known.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
