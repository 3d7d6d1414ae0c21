package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.skycast.avro.Forecast;
import org.skycast.avro.InputOffsets;
import org.skycast.avro.Observation;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.nowcast.observe.Origin;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.guard.DeadLetters;
import org.skycast.streams.log.LogReader;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Where records are found, as the topics tell: in observations, among the rejected, among the dead letters. */
final class Whereabouts {

    private final Map<Origin, Found> found = new HashMap<>();
    private final Set<List<Object>> counted = new HashSet<>();
    private final Map<String, Map<String, String>> forecasts = new TreeMap<>();
    private final Map<Origin, String> keys = new HashMap<>();
    private final Map<String, String> clients;
    private final Set<Origin> forged;

    /**
     * Reads what is committed now.
     *
     * @param forged records that the topology has not written, which say nothing
     */
    Whereabouts(Map<String, String> clients, Set<Origin> forged) {
        this.clients = clients;
        this.forged = forged;
        each(Topics.OBSERVATIONS, (at, observation) -> observed(observation));
        each(
                Topics.REJECTED,
                (at, rejected) -> note(
                        new Origin(rejected.getTopic(), rejected.getPartition(), rejected.getOffset()),
                        found -> found.rejected(rejected.getReason())));
        letters();
        each(Topics.FORECASTS, (at, forecast) -> foretold(forecast));
    }

    /** Where a record was found. */
    Found of(Origin record) {
        return found.getOrDefault(record, Found.NOWHERE);
    }

    /** The key of a record that has a dead letter; empty for others. */
    String key(Origin record) {
        return keys.getOrDefault(record, "");
    }

    /** All that anything was found of. */
    Set<Origin> all() {
        return found.keySet();
    }

    /** A station's forecasts, each as it went out, but for when it did and what a transaction's markers move. */
    List<String> forecasts(String station) {
        return List.copyOf(forecasts.getOrDefault(station, Map.of()).values());
    }

    private void observed(Observation observation) {
        for (InputOffsets inputs : observation.getInputs()) {
            inputs.getOffsets()
                    .forEach(offset -> used(observation, new Origin(inputs.getTopic(), inputs.getPartition(), offset)));
        }
        if (observation.getSky() != null) {
            TopicPartitionOffset sky = observation.getSky().getOrigin();
            used(observation, new Origin(sky.getTopic(), sky.getPartition(), sky.getOffset()));
        }
    }

    private void used(Observation observation, Origin record) {
        // Each revision of a slot names all that is counted in it.
        if (counted.add(List.of(record, observation.getStationId(), observation.getSlotStart()))) {
            note(record, Found::used);
        }
    }

    private void foretold(Forecast forecast) {
        String lineage = "%s %s %s"
                .formatted(
                        forecast.getLineage().getModelVersion(),
                        forecast.getLineage().getBundleSha256(),
                        forecast.getLineage().getSlots());
        String said = "%s %s %s %s %s %s %s"
                .formatted(
                        forecast.getReferenceTime(),
                        forecast.getVariables(),
                        forecast.getEvents(),
                        forecast.getInputs(),
                        forecast.getNewestFrameAgeSeconds(),
                        forecast.getNewestReadingAgeSeconds(),
                        lineage);
        Map<String, String> own = forecasts.computeIfAbsent(forecast.getStationId(), station -> new TreeMap<>());
        // What goes out twice is told, and never passed for one.
        own.merge(forecast.getReferenceTime().toString(), said, (one, other) -> one + " and again " + other);
    }

    private void letters() {
        try (var reader = LogReader.on(clients)) {
            reader.whole(Topics.DEAD_LETTERS).forEach(span -> reader.read(span, this::letter));
        }
    }

    private void letter(ConsumerRecord<String, byte[]> letter) {
        if (!forged.contains(at(letter))) {
            var record = new Origin(
                    header(letter, DeadLetters.TOPIC),
                    Integer.parseInt(header(letter, DeadLetters.PARTITION)),
                    Long.parseLong(header(letter, DeadLetters.OFFSET)));
            note(record, found -> found.letter(header(letter, DeadLetters.REASON)));
            keys.put(record, String.valueOf(letter.key()));
        }
    }

    private void note(Origin record, java.util.function.UnaryOperator<Found> more) {
        found.merge(record, more.apply(Found.NOWHERE), (before, ignored) -> more.apply(before));
    }

    private <T extends SpecificRecord> void each(Topic<T> topic, BiConsumer<Origin, T> take) {
        var values = AvroSerdes.values(topic.type(), clients).deserializer();
        try (var reader = LogReader.on(clients)) {
            reader.whole(topic.name())
                    .forEach(span -> reader.read(span, record -> {
                        if (!forged.contains(at(record)) && record.value() != null) {
                            take.accept(at(record), values.deserialize(record.topic(), record.value()));
                        }
                    }));
        }
    }

    private static Origin at(ConsumerRecord<?, ?> record) {
        return new Origin(record.topic(), record.partition(), record.offset());
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
