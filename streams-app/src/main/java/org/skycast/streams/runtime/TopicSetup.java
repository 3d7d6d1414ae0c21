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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.skycast.streams.StartupException;
import org.skycast.topics.LogTime;
import org.skycast.topics.TopicDeclaration;

/** Creates the declared topics on a broker and says where those that are there differ. */
public final class TopicSetup {

    private static final long SECONDS = 20;
    private final Admin admin;
    private final int partitions;
    private final short replication;
    private final Map<String, TopicDeclaration> declared = new LinkedHashMap<>();

    /** The declared topics, with so many partitions and replicas, and the broker's time. */
    public TopicSetup(Admin admin, int partitions, int replication) {
        this(admin, partitions, replication, LogTime.LogAppendTime);
    }

    /** The declared topics, with so many partitions and replicas. */
    public TopicSetup(Admin admin, int partitions, int replication, LogTime time) {
        this.admin = admin;
        this.partitions = partitions;
        this.replication = (short) replication;
        TopicDeclaration.all(time).forEach(topic -> declared.put(topic.name(), topic));
    }

    /** Creates what is missing; gives the names of what it created. */
    public List<String> create() {
        Set<String> present = BrokerAnswers.of(admin.listTopics().names());
        List<NewTopic> missing = declared.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), partitions, replication).configs(topic.settings()))
                .toList();
        admin.createTopics(missing).values().forEach((name, created) -> {
            try {
                BrokerAnswers.of(created);
            } catch (StartupException e) {
                // Another instance may have been quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw notMade(name, e);
                }
            }
        });
        awaitVisible();
        return missing.stream().map(NewTopic::name).toList();
    }

    private static StartupException notMade(String name, StartupException e) {
        Throwable cause = e.getCause();
        if (cause instanceof InvalidConfigurationException || cause instanceof PolicyViolationException) {
            return new StartupException(
                    ("The topic %s cannot be made as it is declared (%s); where the broker lets no topic have LogAppendTime,"
                                    + " say CreateTime (docs/operations.md).")
                            .formatted(name, String.valueOf(cause.getMessage())),
                    e);
        }
        return e;
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
                .forEach(name -> complaints.add(MissingTopics.missing(Set.of(name))));
        List<String> there =
                declared.keySet().stream().filter(present::contains).toList();
        Map<String, TopicDescription> descriptions =
                BrokerAnswers.of(admin.describeTopics(there).allTopicNames());
        Map<ConfigResource, Config> settings =
                BrokerAnswers.of(admin.describeConfigs(resources(there)).all());
        for (String name : there) {
            TopicDeclaration wanted = declared.get(name);
            TopicDescription description = descriptions.get(name);
            Config found = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (wanted != null && description != null && found != null) {
                compare(wanted, description, found, complaints);
            }
        }
        return complaints;
    }

    private void compare(TopicDeclaration wanted, TopicDescription description, Config found, List<String> complaints) {
        int there = description.partitions().size();
        if (there != partitions) {
            complaints.add("The topic %s has %d partitions, but %d are configured; stations' records would not meet."
                    .formatted(wanted.name(), there, partitions));
        }
        complaints.addAll(wanted.complaints(found));
    }

    private static Collection<ConfigResource> resources(List<String> names) {
        return names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
    }
}
