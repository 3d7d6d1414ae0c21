package org.skycast.streams.runtime;

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
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/** Names the topics that a topology reads or writes and that are not there, which Kafka's own complaint does not. */
record MissingTopics(Set<String> needed) {

    private static final int LIMIT_MILLIS = 5_000;

    MissingTopics {
        needed = Set.copyOf(needed);
    }

    /** The topics that a topology names; those that Kafka makes for it are not among them. */
    static MissingTopics of(Topology topology) {
        Set<String> needed = new TreeSet<>();
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
        try (Admin admin = Admin.create(properties)) {
            return sentence(admin.listTopics().names().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return Optional.empty();
        }
    }

    /** The same for the topics that are {@code present}. */
    Optional<String> sentence(Set<String> present) {
        Set<String> missing = needed.stream()
                .filter(topic -> !present.contains(topic))
                .collect(Collectors.toCollection(TreeSet::new));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("%s %s missing; run 'skycast topics create'."
                        .formatted(
                                (missing.size() == 1 ? "The topic " : "The topics ") + String.join(", ", missing),
                                missing.size() == 1 ? "is" : "are"));
    }
}
