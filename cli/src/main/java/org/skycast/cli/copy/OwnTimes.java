package org.skycast.cli.copy;

import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.skycast.streams.runtime.BrokerAnswers;
import org.skycast.topics.LogTime;
import org.skycast.topics.Topic;

/**
 * While this is open, topics keep the times that records bring; then they have whatever clock they had. What a log took when decides
 * in which order stages read it, so a copy with times of its own would be another log.
 */
final class OwnTimes implements AutoCloseable {

    private final Admin admin;
    private final Map<ConfigResource, String> before;

    private OwnTimes(Admin admin, Map<ConfigResource, String> before) {
        this.admin = admin;
        this.before = before;
    }

    static OwnTimes takenBy(Admin admin) {
        List<ConfigResource> topics = new ArrayList<>();
        for (List<Topic<?>> some : List.of(CopyCommand.BY_KEY, CopyCommand.TO_EVERY)) {
            some.forEach(topic -> topics.add(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
        }
        Map<ConfigResource, String> before = new HashMap<>();
        BrokerAnswers.of(admin.describeConfigs(topics).all())
                .forEach((topic, config) -> before.put(
                        topic, config.get(MESSAGE_TIMESTAMP_TYPE_CONFIG).value()));
        var times = new OwnTimes(admin, before);
        Map<ConfigResource, String> own = new HashMap<>();
        topics.forEach(topic -> own.put(topic, LogTime.CreateTime.name()));
        times.set(own);
        return times;
    }

    private void set(Map<ConfigResource, String> types) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        types.forEach((topic, type) -> changes.put(
                topic,
                List.of(new AlterConfigOp(
                        new ConfigEntry(MESSAGE_TIMESTAMP_TYPE_CONFIG, type), AlterConfigOp.OpType.SET))));
        BrokerAnswers.of(admin.incrementalAlterConfigs(changes).all());
    }

    /** Gives topics the clock that they had. */
    @Override
    public void close() {
        set(before);
    }
}
