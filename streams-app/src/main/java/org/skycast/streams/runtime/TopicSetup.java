package org.skycast.streams.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.skycast.streams.StartupException;
import org.skycast.topics.Retention;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Creates the declared topics on a broker and says where those that are there differ. */
public final class TopicSetup {

    private static final long SECONDS = 20;
    /** Settings on which the correctness of the data path rests; operators may choose the others. */
    private static final Set<String> CHECKED =
            Set.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicConfig.CLEANUP_POLICY_CONFIG);

    private final Admin admin;
    private final Map<String, NewTopic> declared;

    /** The declared topics, with so many partitions and replicas. */
    public TopicSetup(Admin admin, int partitions, int replication) {
        this.admin = admin;
        this.declared = declared(partitions, (short) replication);
    }

    /** Creates what is missing; gives the names of what it created. */
    public List<String> create() {
        Set<String> present = BrokerAnswers.of(admin.listTopics().names());
        List<NewTopic> missing = declared.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .toList();
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                BrokerAnswers.of(created);
            } catch (StartupException e) {
                // Another instance may have been quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        awaitVisible();
        return missing.stream().map(NewTopic::name).toList();
    }

    /** A topic is created once the controller has it; the broker that is asked next may learn of it a moment later. */
    private void awaitVisible() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!BrokerAnswers.of(admin.listTopics().names()).containsAll(declared.keySet())
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** One sentence for each topic that is missing or differs in what the data path rests on; empty if all is well. */
    public List<String> check() {
        Set<String> present = BrokerAnswers.of(admin.listTopics().names());
        List<String> complaints = new ArrayList<>();
        declared.keySet().stream()
                .filter(name -> !present.contains(name))
                .forEach(name ->
                        complaints.add("The topic %s is missing; run 'skycast topics create'.".formatted(name)));
        List<String> there =
                declared.keySet().stream().filter(present::contains).toList();
        Map<String, TopicDescription> descriptions =
                BrokerAnswers.of(admin.describeTopics(there).allTopicNames());
        Map<ConfigResource, Config> settings =
                BrokerAnswers.of(admin.describeConfigs(resources(there)).all());
        for (String name : there) {
            NewTopic wanted = declared.get(name);
            TopicDescription description = descriptions.get(name);
            Config found = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (wanted != null && description != null && found != null) {
                compare(wanted, description, found, complaints);
            }
        }
        return complaints;
    }

    private static void compare(NewTopic wanted, TopicDescription description, Config found, List<String> complaints) {
        int partitions = description.partitions().size();
        if (partitions != wanted.numPartitions()) {
            complaints.add("The topic %s has %d partitions, but %d are configured; stations' records would not meet."
                    .formatted(wanted.name(), partitions, wanted.numPartitions()));
        }
        wanted.configs().forEach((key, value) -> {
            ConfigEntry entry = found.get(key);
            if (CHECKED.contains(key) && entry != null && !value.equals(entry.value())) {
                complaints.add("The topic %s has %s=%s, but %s is needed; alter the topic."
                        .formatted(wanted.name(), key, entry.value(), value));
            }
        });
    }

    private static Collection<ConfigResource> resources(List<String> names) {
        return names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
    }

    /** All topics as the broker is asked to make them, by name. */
    private static Map<String, NewTopic> declared(int partitions, short replication) {
        Map<String, NewTopic> declared = new LinkedHashMap<>();
        for (Topic<?> topic : Topics.ALL) {
            declared.put(
                    topic.name(),
                    new NewTopic(topic.name(), partitions, replication)
                            .configs(settings(topic.retention(), topic.maxBytes())));
        }
        declared.put(
                Topics.DEAD_LETTERS,
                new NewTopic(Topics.DEAD_LETTERS, partitions, replication)
                        .configs(settings(Topics.DEAD_LETTERS_RETENTION, Topics.DEAD_LETTERS_MAX_BYTES)));
        return declared;
    }

    private static Map<String, String> settings(Retention retention, int maxBytes) {
        Map<String, String> settings = new LinkedHashMap<>(retention.settings());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
        return settings;
    }
}
