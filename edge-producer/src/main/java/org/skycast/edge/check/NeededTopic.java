package org.skycast.edge.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.process.model.InferenceSettings;
import org.skycast.edge.process.model.InferenceSettings.Place;
import org.skycast.edge.uplink.IdentitySettings;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/**
 * A topic that an edge writes to.
 *
 * @param topic as it is declared
 */
public record NeededTopic(Topic<?> topic) {

    /** Its name. */
    String name() {
        return topic.name();
    }

    /** The subject of its values' schema. */
    String subject() {
        return topic.subject();
    }

    /** The schema of its values. */
    Schema schema() {
        return topic.schema();
    }

    /** All that an edge with these settings writes to. */
    public static List<NeededTopic> of(EdgeConfig config) {
        List<NeededTopic> topics = new ArrayList<>();
        if (config.identity().mode() == IdentitySettings.Mode.unsigned) {
            topics.add(new NeededTopic(Topics.STATIONS));
        }
        if (config.stations().stream().anyMatch(s -> !s.readings().isEmpty())) {
            topics.add(new NeededTopic(Topics.READINGS));
        }
        boolean embeds = config.inference()
                .map(InferenceSettings::embed)
                .filter(Place.edge::equals)
                .isPresent();
        boolean audits =
                config.inference().filter(i -> i.auditEvery().orElse(0) > 0).isPresent();
        boolean hasCamera = config.stations().stream().anyMatch(s -> s.frames().isPresent());
        if (hasCamera && (!embeds || audits)) {
            topics.add(new NeededTopic(Topics.FRAMES));
        }
        if (hasCamera && embeds) {
            topics.add(new NeededTopic(Topics.EMBEDDINGS));
        }
        if (config.inference()
                .map(InferenceSettings::forecast)
                .filter(Place.edge::equals)
                .isPresent()) {
            topics.add(new NeededTopic(Topics.EDGE_FORECASTS));
        }
        if (!config.operation().heartbeat().isZero()) {
            topics.add(new NeededTopic(Topics.STATION_STATUS));
        }
        return topics;
    }
}
