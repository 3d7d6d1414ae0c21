package org.skycast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.skycast.topics.LogTime;
import org.skycast.topics.TopicDeclaration;
import org.skycast.topics.access.Role;
import org.skycast.topics.access.RoleAcls;

/** Topics and roles as Strimzi's KafkaTopic and KafkaUser have them; what the Helm chart makes its resources of. */
final class BrokerResources {

    /** Edges whose stations are registered by administrators. */
    static final String SIGNED_EDGE = "edge-signed";

    private static final String HEAD = "# Written by BrokerResourcesTest (-Dpin=true) from %s; not to be edited.%n";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private BrokerResources() {}

    /** A list of names and settings. */
    static String topics() throws JsonProcessingException {
        List<Map<String, Object>> topics = new ArrayList<>();
        for (TopicDeclaration declared : TopicDeclaration.all(LogTime.LogAppendTime)) {
            Map<String, Object> topic = new LinkedHashMap<>();
            topic.put("name", declared.name());
            topic.put("config", new TreeMap<>(declared.settings()));
            topics.add(topic);
        }
        return HEAD.formatted("Topics") + YAML.writeValueAsString(topics);
    }

    /** Each role's lists, by its name. */
    static String roles() throws JsonProcessingException {
        Map<String, Object> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            roles.put(role.name(), lists(role, false));
        }
        roles.put(SIGNED_EDGE, lists(Role.edge, true));
        return HEAD.formatted("RoleAccess and RoleAcls") + YAML.writeValueAsString(roles);
    }

    /** The principal is the user's, which Strimzi adds. */
    private static List<Map<String, Object>> lists(Role role, boolean signed) {
        var acls = new RoleAcls(role, "User:any", "skycast", role.name() + "-", signed);
        Map<ResourcePattern, List<String>> byResource = new LinkedHashMap<>();
        for (AclBinding binding : acls.bindings()) {
            byResource
                    .computeIfAbsent(binding.pattern(), resource -> new ArrayList<>())
                    .add(camel(binding.entry().operation()));
        }
        return byResource.entrySet().stream()
                .map(entry -> list(resource(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static Map<String, Object> list(Map<String, String> resource, List<String> operations) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("resource", resource);
        list.put("operations", operations);
        return list;
    }

    private static Map<String, String> resource(ResourcePattern pattern) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("type", type(pattern.resourceType()));
        resource.put("name", pattern.name());
        resource.put("patternType", pattern.patternType() == PatternType.PREFIXED ? "prefix" : "literal");
        return resource;
    }

    private static String type(ResourceType type) {
        return switch (type) {
            case TOPIC -> "topic";
            case GROUP -> "group";
            case TRANSACTIONAL_ID -> "transactionalId";
            default -> throw new IllegalArgumentException("No role has lists for " + type);
        };
    }

    private static String camel(AclOperation operation) {
        return Arrays.stream(operation.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
