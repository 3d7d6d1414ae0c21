package org.skycast.topics.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.skycast.topics.Topics;

/**
 * The access control lists of a role, for a broker that refuses what none of them allows. They see topics, not keys: that a
 * principal writes under its own station's key alone, they cannot say.
 *
 * @param principal such as {@code User:north}
 * @param application the topology's application id, which its groups, transactions and own topics begin with
 * @param group what the consumer groups of a role that reads in groups begin with
 * @param signed whether stations sign: then administrators register them, and edges may not
 */
public record RoleAcls(Role role, String principal, String application, String group, boolean signed) {

    /** What a replay's group, transactions and stores begin with; each run has its own. */
    private static final String REPLAYS = "skycast-replay-";

    /** What a replay's topics begin with. */
    private static final String REPLAYED = "skycast.replay.";

    /** Deployments are written in one transaction, under this id. */
    private static final String DEPLOYING = "skycast-deployments";

    private static final List<AclOperation> TRANSACTING = List.of(AclOperation.WRITE, AclOperation.DESCRIBE);
    private static final List<AclOperation> OWNING = List.of(
            AclOperation.CREATE,
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.DELETE);

    /** @throws IllegalArgumentException if the principal is none that Kafka knows */
    public RoleAcls {
        if (!principal.matches("[A-Za-z]+:[^\\s']([^\\p{Cntrl}']*[^\\s'])?")) {
            throw new IllegalArgumentException(
                    "'%s' is no principal; give one such as User:north, or User:CN=north for a certificate."
                            .formatted(principal));
        }
    }

    /** Where stations do not sign. */
    public RoleAcls(Role role, String principal, String application, String group) {
        this(role, principal, application, group, false);
    }

    /** All of them, topics first. */
    public List<AclBinding> bindings() {
        List<AclBinding> bindings = new ArrayList<>();
        RoleAccess.byTopic()
                .forEach((topic, access) ->
                        allow(bindings, ResourceType.TOPIC, topic, PatternType.LITERAL, operations(topic, access)));
        besideTopics(bindings);
        return List.copyOf(bindings);
    }

    private List<AclOperation> operations(String topic, RoleAccess access) {
        List<AclOperation> operations = new ArrayList<>();
        // What an edge wrote there would take the place of what an administrator signed, once the topic is compacted.
        boolean isSignedAway = signed && role == Role.edge && topic.equals(Topics.STATIONS.name());
        if (access.writers().contains(role) && !isSignedAway) {
            operations.add(AclOperation.WRITE);
        }
        if (access.readers().contains(role)) {
            operations.add(AclOperation.READ);
        }
        // Both look whether the topics are as they are declared, and make those that are missing.
        boolean keeps = role == Role.topology || role == Role.operator;
        if (keeps || !operations.isEmpty()) {
            operations.add(AclOperation.DESCRIBE);
        }
        if (keeps) {
            operations.add(AclOperation.DESCRIBE_CONFIGS);
            operations.add(AclOperation.CREATE);
        }
        return operations;
    }

    private void besideTopics(List<AclBinding> bindings) {
        switch (role) {
            case edge -> {
                // A producer's numbers need no list of their own: whoever may write to a topic may number what it
                // writes.
            }
            case topology -> stages(bindings, application, application + "-");
            case operator -> {
                allow(bindings, ResourceType.TRANSACTIONAL_ID, DEPLOYING, PatternType.LITERAL, TRANSACTING);
                stages(bindings, REPLAYS, REPLAYS);
                allow(bindings, ResourceType.TOPIC, REPLAYED, PatternType.PREFIXED, OWNING);
                allow(bindings, ResourceType.GROUP, REPLAYS, PatternType.PREFIXED, List.of(AclOperation.DELETE));
            }
            case alerts, dashboard, consumer ->
                allow(
                        bindings,
                        ResourceType.GROUP,
                        group,
                        PatternType.PREFIXED,
                        List.of(AclOperation.READ, AclOperation.DESCRIBE));
        }
    }

    /** What Kafka Streams needs for itself: a group, transactions, and topics for its stores. */
    private void stages(List<AclBinding> bindings, String named, String stores) {
        allow(
                bindings,
                ResourceType.GROUP,
                named,
                PatternType.PREFIXED,
                List.of(AclOperation.READ, AclOperation.DESCRIBE));
        allow(bindings, ResourceType.TRANSACTIONAL_ID, named, PatternType.PREFIXED, TRANSACTING);
        allow(bindings, ResourceType.TOPIC, stores, PatternType.PREFIXED, OWNING);
    }

    private void allow(
            List<AclBinding> to, ResourceType type, String name, PatternType pattern, List<AclOperation> operations) {
        var resource = new ResourcePattern(type, name, pattern);
        operations.forEach(operation -> to.add(
                new AclBinding(resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW))));
    }

    /** The same as commands for Kafka's own tool, one for each resource. */
    public List<String> commands(String bootstrapServer) {
        Map<ResourcePattern, List<String>> byResource = new LinkedHashMap<>();
        bindings()
                .forEach(binding -> byResource
                        .computeIfAbsent(binding.pattern(), resource -> new ArrayList<>())
                        .add("--operation " + words(binding.entry().operation())));
        List<String> commands = new ArrayList<>();
        byResource.forEach((resource, operations) ->
                commands.add("kafka-acls.sh --bootstrap-server %s --add --allow-principal '%s' %s %s '%s'%s"
                        .formatted(
                                bootstrapServer,
                                principal,
                                String.join(" ", operations),
                                option(resource.resourceType()),
                                resource.name(),
                                resource.patternType() == PatternType.PREFIXED
                                        ? " --resource-pattern-type prefixed"
                                        : "")));
        return commands;
    }

    private static String words(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String option(ResourceType type) {
        return "--" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
