package org.skycast.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a YAML file into a record. An unknown key is refused and the nearest right one named. Any key can be set from the
 * environment: with the prefix {@code SKYCAST_STREAMS_}, {@code SKYCAST_STREAMS_STATE_DIRECTORY} sets
 * {@code stateDirectory}, and two underscores step into a group, so {@code SKYCAST_STREAMS_KAFKA__BOOTSTRAP_SERVERS} sets
 * {@code kafka: bootstrap.servers}, or into a list by a number from 0.
 */
public final class SettingsFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // Of a key that is there twice the first would be lost without a word.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SettingsFile() {}

    /**
     * The environment.
     *
     * @param prefix of the variables that count
     * @param variables such as {@link System#getenv()}
     */
    public record Environment(String prefix, Map<String, String> variables) {}

    /**
     * Reads {@code file} over {@code defaults} into {@code type}.
     *
     * @param defaults settings in YAML that hold where the file says nothing
     * @param environment what overrides both
     * @throws SettingsException if the file cannot be read, a key is unknown or a value does not fit
     */
    public static <T> T read(Path file, String defaults, Class<T> type, Environment environment) {
        try {
            return read(Files.readString(file), file.toString(), defaults, type, environment);
        } catch (IOException e) {
            throw new SettingsException(
                    "The settings %s cannot be read; name a YAML file that is there.".formatted(file), e);
        }
    }

    /** The same for settings that are at hand as {@code yaml}; {@code where} names them in messages. */
    public static <T> T read(String yaml, String where, String defaults, Class<T> type, Environment environment) {
        try {
            ObjectNode tree = YAML.createObjectNode();
            overlay(tree, YAML.readTree(defaults));
            overlay(tree, YAML.readTree(yaml));
            new TreeMap<>(environment.variables()).forEach((name, value) -> {
                if (name.startsWith(environment.prefix())) {
                    set(tree, name.substring(environment.prefix().length()).split("__"), value);
                }
            });
            UnknownKeys.refuse(tree, type, where);
            return YAML.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw SettingsMistake.of(e, where);
        }
    }

    /** Puts {@code over} over {@code tree}, group by group. */
    private static void overlay(ObjectNode tree, JsonNode over) {
        over.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode group && tree.get(entry.getKey()) instanceof ObjectNode below) {
                overlay(below, group);
            } else {
                tree.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void set(ObjectNode tree, String[] segments, String value) {
        JsonNode at = tree;
        boolean kafka = false;
        for (int i = 0; i < segments.length; i++) {
            boolean isLast = i == segments.length - 1;
            if (at instanceof ArrayNode list) {
                at = element(list, segments, i);
                if (isLast) {
                    list.set(Integer.parseInt(segments[i]), value(value));
                }
            } else if (at instanceof ObjectNode group) {
                String key = kafka ? segments[i].toLowerCase(Locale.ROOT).replace('_', '.') : key(group, segments[i]);
                kafka = key.equals("kafka");
                if (isLast) {
                    group.set(key, value(value));
                } else {
                    at = group.get(key) instanceof ArrayNode list ? list : group.withObjectProperty(key);
                }
            }
        }
    }

    private static JsonNode element(ArrayNode list, String[] segments, int segment) {
        String index = segments[segment];
        if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= list.size()) {
            throw new SettingsException(
                    "The environment names element '%s' in …%s, but the settings have %d there; count from 0."
                            .formatted(index, String.join("__", segments), list.size()));
        }
        return list.get(Integer.parseInt(index));
    }

    /**
     * A value of the environment: text as it is, for a password may hold what YAML reads as a comment or a number; a list or a
     * group where it stands in brackets, and what stands in quotes without them.
     */
    private static JsonNode value(String text) {
        try {
            JsonNode read = YAML.readTree(text);
            boolean quoted = text.startsWith("'") || text.startsWith("\"");
            return read.isContainerNode() && text.matches("(?s)[\\[{].*") || read.isTextual() && quoted
                    ? read
                    : YAML.getNodeFactory().textNode(text);
        } catch (JsonProcessingException e) {
            return YAML.getNodeFactory().textNode(text);
        }
    }

    /** The key of {@code group} that a segment means: one with hyphens if there is such, and else in camel case. */
    private static String key(ObjectNode group, String segment) {
        String hyphened = segment.toLowerCase(Locale.ROOT).replace('_', '-');
        return group.has(hyphened) ? hyphened : camel(segment);
    }

    private static String camel(String segment) {
        String[] words = segment.toLowerCase(Locale.ROOT).split("_");
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            camel.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return camel.toString();
    }

    /** The name at the least edit distance from {@code wrong}, if it is near. */
    public static Optional<String> nearest(String wrong, Collection<?> right) {
        return right.stream()
                .map(Object::toString)
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(2, wrong.length() / 2));
    }

    /** The edit distance of Levenshtein, upper and lower case alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int change = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
