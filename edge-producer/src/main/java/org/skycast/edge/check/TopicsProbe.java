package org.skycast.edge.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.skycast.topics.LogTime;
import org.skycast.topics.TopicDeclaration;

/**
 * The topics that are written to: that they are there, that this principal may write to them, and that they are as the topology
 * needs them, as far as this principal may see.
 */
final class TopicsProbe implements Probe {

    private static final String ALTER = "alter the topic";
    private static final String UNLESS = ALTER + ", unless the topology's settings say logTime: CreateTime";
    private static final Map<String, TopicDeclaration> DECLARED = TopicDeclaration.all(LogTime.LogAppendTime).stream()
            .collect(Collectors.toMap(TopicDeclaration::name, topic -> topic));

    private final String subject;
    private final Link link;
    private final List<String> topics;

    TopicsProbe(String subject, Link link, List<NeededTopic> topics) {
        this.subject = subject;
        this.link = link;
        this.topics = topics.stream().map(NeededTopic::name).toList();
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public CheckFinding look(Duration limit) throws Exception {
        List<String> complaints = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Map<String, Integer> partitions = new LinkedHashMap<>();
        for (String topic : topics) {
            try {
                TopicDescription found = described(limit, topic);
                partitions.put(topic, found.partitions().size());
                // Null where the broker has no authorizer that tells: then all is allowed.
                Set<AclOperation> allowed = found.authorizedOperations();
                if (allowed != null && !allowed.contains(AclOperation.WRITE)) {
                    complaints.add(mayNotWrite(topic));
                }
                compare(limit, topic, complaints, remarks);
            } catch (TopicAuthorizationException e) {
                complaints.add(mayNotWrite(topic));
            } catch (UnknownTopicOrPartitionException e) {
                complaints.add("There is no topic %s that this principal may see; run 'skycast topics create'."
                        .formatted(topic));
            } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
                return new CheckFinding.Failed("The brokers do not tell of topics; see the uplink.");
            }
        }
        differing(partitions).ifPresent(complaints::add);
        if (!complaints.isEmpty()) {
            complaints.addAll(remarks);
            return new CheckFinding.Failed(String.join(" ", complaints));
        }
        String seen = "may write to " + String.join(", ", topics) + ".";
        return remarks.isEmpty()
                ? new CheckFinding.Ok(seen)
                : new CheckFinding.Warn(seen + " " + String.join(" ", remarks));
    }

    /** Another clean-up loses records; another clock is a matter of the topology's settings. */
    private void compare(Duration limit, String topic, List<String> complaints, List<String> remarks) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config found;
        try {
            found = link.ask(
                            limit,
                            admin -> admin.describeConfigs(List.of(resource)).all())
                    .get(resource);
        } catch (AuthorizationException e) {
            return; // WRITE and DESCRIBE do for an edge; 'skycast topics check' sees more.
        }
        TopicDeclaration declared = DECLARED.get(topic);
        if (found == null || declared == null) {
            return;
        }
        for (TopicDeclaration.OtherSetting other : declared.others(found)) {
            (other.isClock() ? remarks : complaints).add(other.complaint(other.isClock() ? UNLESS : ALTER));
        }
    }

    /** Data topics have one number of partitions, so that a station's records meet in one task. */
    private static Optional<String> differing(Map<String, Integer> partitions) {
        if (Set.copyOf(partitions.values()).size() < 2) {
            return Optional.empty();
        }
        return Optional.of(partitions.entrySet().stream()
                .map(one -> "%s %d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(
                        ", ",
                        "The topics have different numbers of partitions (",
                        "), and stations' records would not meet; run 'skycast topics check'.")));
    }

    private TopicDescription described(Duration limit, String topic) throws Exception {
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return link.ask(
                limit,
                admin -> described(admin.describeTopics(List.of(topic), options).topicNameValues(), topic));
    }

    private static KafkaFuture<TopicDescription> described(
            Map<String, KafkaFuture<TopicDescription>> futures, String topic) {
        KafkaFuture<TopicDescription> future = futures.get(topic);
        if (future == null) {
            throw new IllegalStateException("The client asked for another topic than " + topic);
        }
        return future;
    }

    private static String mayNotWrite(String topic) {
        return "This principal may not write to %s, and what it sends there is parked; give it the ACLs WRITE and DESCRIBE."
                .formatted(topic);
    }
}
