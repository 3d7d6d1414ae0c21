package org.skycast.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.skycast.schemas.AvroSerdes;
import org.skycast.topics.Topic;

/** What has arrived in a topic. */
final class Arrivals {

    private Arrivals() {}

    /** All records of a station, in the order of the log; its records are in one partition. */
    static <T extends SpecificRecord> List<T> of(String station, Topic<T> topic, Map<String, String> clients) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("fetch.max.wait.ms", "20");
        var values = AvroSerdes.values(topic.type(), clients).deserializer();
        List<T> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(one -> new TopicPartition(topic.name(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (station.equals(record.key())) {
                        found.add(record.value());
                    }
                });
            }
        }
        return found;
    }
}
