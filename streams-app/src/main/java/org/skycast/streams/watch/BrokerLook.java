package org.skycast.streams.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What those who look on ask a broker, over one connection. Nothing here fails because none answers. */
public final class BrokerLook implements AutoCloseable {

    /** One that is there answers in a fraction of a second. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private final Admin admin;

    /** @param clients properties of Kafka's clients, by their own names */
    public BrokerLook(Map<String, ?> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        int millis = Math.toIntExact(SOON.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.admin = Admin.create(properties);
    }

    /** Whether one answers within a few seconds. */
    public boolean answers() {
        try {
            admin.describeCluster().clusterId().get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** After which offset each partition holds nothing committed; without those of which nobody says it in time. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** From which offset on each partition holds anything; likewise. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (partitions.isEmpty()) {
            return offsets;
        }
        ListOffsetsResult asked = admin.listOffsets(
                partitions.stream().distinct().collect(Collectors.toMap(Function.identity(), p -> which)),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        for (TopicPartition partition : partitions) {
            try {
                offsets.put(
                        partition,
                        asked.partitionResult(partition)
                                .get(SOON.toMillis(), TimeUnit.MILLISECONDS)
                                .offset());
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                // It is missing from the answer.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return offsets;
            }
        }
        return offsets;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
