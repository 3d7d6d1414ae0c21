package org.skycast.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.skycast.topics.Topics;

/** How far the topology has come with what is in its input topics. */
final class DemoProgress implements AutoCloseable {

    private final Admin admin;
    private final String applicationId;

    DemoProgress(Map<String, String> kafka, String applicationId) {
        this.admin = Admin.create(new HashMap<>(kafka));
        this.applicationId = applicationId;
    }

    /**
     * Whether all that the edge sent, and every observation made of it, is done and committed. The end of a topic that is
     * written in transactions lies one marker behind its last record.
     */
    boolean isCaughtUp() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            for (var topic : admin.describeTopics(List.of(
                            Topics.READINGS.name(),
                            Topics.FRAMES.name(),
                            Topics.EMBEDDINGS.name(),
                            Topics.OBSERVATIONS.name()))
                    .allTopicNames()
                    .get()
                    .values()) {
                topic.partitions()
                        .forEach(p -> wanted.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
            }
            return admin.listOffsets(wanted).all().get().entrySet().stream().allMatch(end -> {
                OffsetAndMetadata done = committed.get(end.getKey());
                long marker = end.getKey().topic().equals(Topics.OBSERVATIONS.name()) ? 1 : 0;
                return end.getValue().offset() == 0
                        || (done != null
                                && done.offset() + marker >= end.getValue().offset());
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say how far the topology is: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
