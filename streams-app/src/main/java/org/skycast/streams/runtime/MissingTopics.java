package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.skycast.streams.guard.DeadLetters;

/** Names the topics that a topology reads or writes and that are not there, which Kafka's own complaint does not. */
record MissingTopics(Set<String> needed) {

    private static final int LIMIT_MILLIS = 5_000;

    MissingTopics {
        needed = Set.copyOf(needed);
    }

    /**
     * The topics that a topology names, and where its dead letters go; those that Kafka makes for it are not among them.
     *
     * @param settings of its streams
     */
    static MissingTopics of(Topology topology, Map<String, ?> settings) {
        Set<String> needed = new TreeSet<>(Set.of(DeadLetters.of(settings).topic()));
        for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
                    needed.addAll(source.topicSet());
                } else if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
                    needed.add(sink.topic());
                }
            }
        }
        return new MissingTopics(needed);
    }

    /** The topics that a topology reads. */
    static Set<String> read(Topology topology) {
        Set<String> read = new TreeSet<>();
        topology.describe()
                .subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
                        read.addAll(source.topicSet());
                    }
                }));
        return read;
    }

    /** A sentence that names those that are missing on the broker; empty if none is, or nobody answers. */
    Optional<String> onBroker(Properties clients) {
        Map<String, Object> properties = new HashMap<>();
        clients.stringPropertyNames().stream()
                .filter(name -> AdminClientConfig.configNames().contains(name)
                        || name.startsWith("sasl.")
                        || name.startsWith("ssl."))
                .forEach(name -> properties.put(name, clients.getProperty(name)));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS / 2);
        properties.remove(AdminClientConfig.CLIENT_ID_CONFIG);
        try {
            return sentence(present(Admin.create(properties)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Optional.empty();
        }
    }

    private static Set<String> present(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return admin.listTopics().names().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            // Without a limit it may wait for ever for a broker that is held, and the thread with it.
            admin.close(Duration.ofSeconds(1));
        }
    }

    /** The same for the topics that are {@code present}. */
    Optional<String> sentence(Set<String> present) {
        Set<String> missing = needed.stream()
                .filter(topic -> !present.contains(topic))
                .collect(Collectors.toCollection(TreeSet::new));
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing(missing));
    }

    /** Whether a thread ended because a topic was not there: who looks only now may find that it has been created since. */
    static boolean endedIt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingSourceTopicException
                    || cause instanceof UnknownTopicOrPartitionException
                    || cause instanceof UnknownTopicIdException) {
                return true;
            }
        }
        return false;
    }

    /** That these topics, one or more, are missing. */
    static String missing(Set<String> topics) {
        return "%s %s missing; run 'skycast topics create'."
                .formatted(
                        (topics.size() == 1 ? "The topic " : "The topics ") + String.join(", ", topics),
                        topics.size() == 1 ? "is" : "are");
    }
}
