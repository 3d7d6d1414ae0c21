package org.skycast.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicDeclarationTest {

    private static TopicDeclaration readings(LogTime time) {
        return TopicDeclaration.all(time).stream()
                .filter(topic -> topic.name().equals("skycast.readings"))
                .findFirst()
                .orElseThrow();
    }

    private static Config config(Map<String, String> settings) {
        return new Config(settings.entrySet().stream()
                .map(one -> new ConfigEntry(one.getKey(), one.getValue()))
                .toList());
    }

    @Test
    void topicAsItIsDeclaredHasNoComplaint() {
        for (LogTime time : LogTime.values()) {
            assertThat(readings(time).complaints(config(readings(time).settings())))
                    .isEmpty();
        }
        assertThat(TopicDeclaration.all(LogTime.LogAppendTime))
                .hasSize(Topics.ALL.size() + 1)
                .allMatch(topic -> "LogAppendTime".equals(topic.settings().get("message.timestamp.type")));
    }

    @Test
    void otherClockAndOtherCleanUpAreComplainedOfAndOtherRetentionIsNot() {
        Map<String, String> other = new HashMap<>(readings(LogTime.CreateTime).settings());
        other.put("cleanup.policy", "compact");
        other.put("retention.ms", "1");
        assertThat(readings(LogTime.LogAppendTime).complaints(config(other)))
                .isEqualTo(List.of(
                        "The topic skycast.readings has cleanup.policy=compact, but delete is needed; alter the topic.",
                        "The topic skycast.readings has message.timestamp.type=CreateTime, but LogAppendTime is needed; alter the"
                                + " topic."));
    }
}
