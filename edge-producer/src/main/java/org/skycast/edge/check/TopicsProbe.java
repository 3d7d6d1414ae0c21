package org.skycast.edge.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that are written to: that they are there, and that this principal may write to them. */
final class TopicsProbe implements Probe {

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
        for (String topic : topics) {
            try {
                TopicDescription found = link.ask(
                        limit,
                        admin -> described(
                                admin.describeTopics(
                                                List.of(topic),
                                                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                        .topicNameValues(),
                                topic));
                // Null where the broker has no authorizer that tells: then all is allowed.
                Set<AclOperation> allowed = found.authorizedOperations();
                if (allowed != null && !allowed.contains(AclOperation.WRITE)) {
                    complaints.add(mayNotWrite(topic));
                }
            } catch (TopicAuthorizationException e) {
                complaints.add(mayNotWrite(topic));
            } catch (UnknownTopicOrPartitionException e) {
                complaints.add("There is no topic %s that this principal may see; run 'skycast topics create'."
                        .formatted(topic));
            } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
                return new CheckFinding.Failed("The brokers do not tell of topics; see the uplink.");
            }
        }
        return complaints.isEmpty()
                ? new CheckFinding.Ok("may write to " + String.join(", ", topics) + ".")
                : new CheckFinding.Failed(String.join(" ", complaints));
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
