package org.skycast.trials.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.skycast.streams.StartupException;
import org.skycast.streams.runtime.BrokerAnswers;
import org.skycast.trials.replay.ReplayPlan.Span;

/** A run's own topics and group: made before it, told where to begin, removed after. No other topic is written. */
public final class RunTopics implements AutoCloseable {

    private final Admin admin;

    /** @param clients properties of the Kafka clients, by their own names */
    public RunTopics(Map<String, ?> clients) {
        this.admin = Admin.create(new HashMap<>(clients));
    }

    /** Whether there is such a topic. */
    public boolean isThere(String topic) {
        return BrokerAnswers.of(admin.listTopics().names()).contains(topic);
    }

    /** Makes topics with as many partitions and replicas as {@code like} has; those that are there stay as they are. */
    public void create(String like, Collection<String> names) {
        TopicDescription model = BrokerAnswers.of(
                        admin.describeTopics(List.of(like)).allTopicNames())
                .values()
                .iterator()
                .next();
        int partitions = model.partitions().size();
        short replicas = (short) model.partitions().get(0).replicas().size();
        // A replay may run for weeks before somebody looks; it removes its topics itself.
        Map<String, String> settings = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, partitions, replicas).configs(settings))
                .toList();
        admin.createTopics(topics).values().values().forEach(created -> {
            try {
                BrokerAnswers.of(created);
            } catch (StartupException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
    }

    /** Tells a group where to begin, unless it has begun. */
    void begin(String group, String topic, List<Span> spans) {
        if (committed(group).isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
            spans.forEach(s -> begins.put(new TopicPartition(topic, s.partition()), new OffsetAndMetadata(s.begin())));
            BrokerAnswers.of(admin.alterConsumerGroupOffsets(group, begins).all());
        }
    }

    /** How far a group has come, by partition. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        BrokerAnswers.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** Removes the group and every topic that carries the run's id. */
    void remove(ReplayPlan plan) {
        Set<String> present = BrokerAnswers.of(admin.listTopics().names());
        List<String> own = new ArrayList<>(present.stream()
                .filter(name -> name.startsWith(plan.topic("")) || name.startsWith(plan.applicationId() + "-"))
                .toList());
        try {
            BrokerAnswers.of(admin.deleteTopics(own).all());
            BrokerAnswers.of(
                    admin.deleteConsumerGroups(List.of(plan.applicationId())).all());
        } catch (StartupException e) {
            boolean gone = e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof UnknownTopicOrPartitionException;
            if (!gone) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
