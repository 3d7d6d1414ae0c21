package org.skycast.benchmarks.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topic;

/** What has arrived in a topic. */
final class Arrivals {

    private Arrivals() {}

    /** All records of a station, in the order of the log; its records are in one partition. */
    static <T extends SpecificRecord> List<T> of(String station, Topic<T> topic, Map<String, String> clients) {
        List<T> found = new ArrayList<>();
        try (var reader = LogReader.on(clients)) {
            reader.forEach(topic.name(), LogValues.of(topic, clients, Unreadable.FAILS), entry -> {
                if (station.equals(entry.key())) {
                    found.add(entry.value());
                }
            });
        }
        return found;
    }
}
