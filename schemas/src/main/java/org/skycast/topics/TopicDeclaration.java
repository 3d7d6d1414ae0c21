package org.skycast.topics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as brokers are asked to make it, and as they are held to it.
 *
 * @param settings by Kafka's names
 */
public record TopicDeclaration(String name, Map<String, String> settings) {

    /** Settings on which the correctness of the data path rests; operators may choose the others. */
    private static final Set<String> CHECKED =
            Set.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicConfig.CLEANUP_POLICY_CONFIG);

    public TopicDeclaration {
        settings = Map.copyOf(settings);
    }

    /** Every topic, in the order of the data. */
    public static List<TopicDeclaration> all(LogTime time) {
        List<TopicDeclaration> all = new ArrayList<>();
        Topics.ALL.forEach(topic -> all.add(of(topic.name(), topic.retention(), topic.maxBytes(), time)));
        all.add(of(Topics.DEAD_LETTERS, Topics.DEAD_LETTERS_RETENTION, Topics.DEAD_LETTERS_MAX_BYTES, time));
        return all;
    }

    private static TopicDeclaration of(String name, Retention retention, int maxBytes, LogTime time) {
        Map<String, String> settings = new LinkedHashMap<>(retention.settings());
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, time.name());
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
        return new TopicDeclaration(name, settings);
    }

    /**
     * A setting that is another on a broker.
     *
     * @param setting by Kafka's name
     */
    public record OtherSetting(String topic, String setting, String found, String needed) {

        /** Whether it is the clock of the records' times. */
        public boolean isClock() {
            return setting.equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        }

        /** A sentence; {@code remedy} is its end, what to do. */
        public String complaint(String remedy) {
            return "The topic %s has %s=%s, but %s is needed; %s.".formatted(topic, setting, found, needed, remedy);
        }
    }

    /** The settings that the data path rests on and that are others on a broker, in the order of their names. */
    public List<OtherSetting> others(Config found) {
        List<OtherSetting> others = new ArrayList<>();
        settings.forEach((key, value) -> {
            ConfigEntry entry = found.get(key);
            if (CHECKED.contains(key) && entry != null && !value.equals(entry.value())) {
                others.add(new OtherSetting(name, key, entry.value(), value));
            }
        });
        return others.stream()
                .sorted(Comparator.comparing(OtherSetting::setting))
                .toList();
    }

    /** A sentence for each of these. */
    public List<String> complaints(Config found) {
        return others(found).stream()
                .map(other -> other.complaint("alter the topic"))
                .toList();
    }
}
