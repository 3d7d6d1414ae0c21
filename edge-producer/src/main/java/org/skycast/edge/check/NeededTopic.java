package org.skycast.edge.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.Forecast;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;
import org.skycast.avro.Station;
import org.skycast.avro.StationStatus;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.process.model.InferenceSettings;
import org.skycast.edge.process.model.InferenceSettings.Place;
import org.skycast.edge.status.Heartbeat;

/**
 * A topic that an edge writes to.
 *
 * @param name of the topic
 * @param schema of its values
 */
public record NeededTopic(String name, Schema schema) {

    /** The subject of its values' schema, as the default strategy names it. */
    String subject() {
        return name + "-value";
    }

    /** All that an edge with these settings writes to. */
    public static List<NeededTopic> of(EdgeConfig config) {
        List<NeededTopic> topics = new ArrayList<>();
        topics.add(new NeededTopic("skycast.stations", Station.getClassSchema()));
        if (config.stations().stream().anyMatch(s -> !s.readings().isEmpty())) {
            topics.add(new NeededTopic("skycast.readings", SensorReading.getClassSchema()));
        }
        boolean embeds = config.inference()
                .map(InferenceSettings::embed)
                .filter(Place.edge::equals)
                .isPresent();
        boolean audits =
                config.inference().filter(i -> i.auditEvery().orElse(0) > 0).isPresent();
        boolean hasCamera = config.stations().stream().anyMatch(s -> s.frames().isPresent());
        if (hasCamera && (!embeds || audits)) {
            topics.add(new NeededTopic("skycast.frames", CameraFrame.getClassSchema()));
        }
        if (hasCamera && embeds) {
            topics.add(new NeededTopic("skycast.embeddings", SkyEmbedding.getClassSchema()));
        }
        if (config.inference()
                .map(InferenceSettings::forecast)
                .filter(Place.edge::equals)
                .isPresent()) {
            topics.add(new NeededTopic("skycast.forecasts.edge", Forecast.getClassSchema()));
        }
        if (!config.operation().heartbeat().isZero()) {
            topics.add(new NeededTopic(Heartbeat.TOPIC, StationStatus.getClassSchema()));
        }
        return topics;
    }
}
