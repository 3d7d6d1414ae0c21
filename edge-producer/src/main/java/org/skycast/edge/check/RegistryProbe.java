package org.skycast.edge.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.skycast.schemas.Registries;
import org.skycast.schemas.Registry;
import org.skycast.schemas.RegistryConfig;
import org.skycast.schemas.RegistryRefusal;

/** The schema registry: that it answers, and has or will take the schemas of what is sent. */
public final class RegistryProbe implements Probe {

    private final Map<String, String> kafka;
    private final List<NeededTopic> topics;

    public RegistryProbe(Map<String, String> kafka, List<NeededTopic> topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    @Override
    public String subject() {
        return "registry";
    }

    @Override
    public CheckFinding look(Duration limit) {
        Map<String, Object> properties = new HashMap<>(kafka);
        long each = limit.dividedBy(2).toMillis();
        properties.put(RegistryConfig.MAX_RETRIES, 0);
        properties.put(RegistryConfig.CONNECT_TIMEOUT, each);
        properties.put(RegistryConfig.READ_TIMEOUT, each);
        var config = new RegistryConfig(properties);
        Registry registry = Registries.open(properties);
        List<String> known = registry.subjects();
        boolean registers = config.getBoolean(RegistryConfig.AUTO_REGISTER);
        List<String> complaints = new ArrayList<>();
        List<String> toCome = new ArrayList<>();
        for (NeededTopic topic : topics) {
            String subject = topic.subject();
            if (!known.contains(subject) && registers) {
                toCome.add(subject);
            } else if (!known.contains(subject)) {
                complaints.add(subject
                        + " has no schema, and %s is false; run 'skycast schemas register'."
                                .formatted(RegistryConfig.AUTO_REGISTER));
            } else {
                complaints.addAll(complaint(registry, topic, registers));
            }
        }
        if (!complaints.isEmpty()) {
            return new CheckFinding.Failed(String.join(" ", complaints));
        }
        String seen = "%s has the schemas".formatted(registry.location());
        return new CheckFinding.Ok(
                toCome.isEmpty()
                        ? seen + "."
                        : "%s answers; the edge registers %s."
                                .formatted(registry.location(), String.join(", ", toCome)));
    }

    private static List<String> complaint(Registry registry, NeededTopic topic, boolean registers) {
        if (registers) {
            return registry.accepts(topic.subject(), topic.schema())
                    ? List.of()
                    : List.of("%s would not take this version's %s; check which versions write there."
                            .formatted(topic.subject(), topic.schema().getFullName()));
        }
        try {
            registry.lookup(topic.subject(), topic.schema());
            return List.of();
        } catch (RegistryRefusal refusal) {
            return List.of("%s has not this version's %s, and %s is false; run 'skycast schemas register'."
                    .formatted(topic.subject(), topic.schema().getFullName(), RegistryConfig.AUTO_REGISTER));
        }
    }
}
