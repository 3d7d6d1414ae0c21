package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.avro.Forecast;
import org.skycast.avro.TopicPartitionOffset;
import org.skycast.topics.Topics;

/** What came out of a run, so that it can be held against another's. */
public final class Outcome {

    static final Duration SLOT = Duration.ofMinutes(10);

    private Outcome() {}

    /** Forecasts by station. A transaction's markers take offsets, and a run its own time: both are left out. */
    static Map<String, List<String>> ofForecasts(List<Forecast> forecasts) {
        forecasts.forEach(forecast -> {
            forecast.setIssuedAt(Rig.BEGIN);
            TopicPartitionOffset observation = forecast.getLineage().getObservation();
            assertThat(observation.getTopic()).isEqualTo(Topics.OBSERVATIONS.name());
            observation.setOffset(0);
        });
        return byStation(forecasts);
    }

    /** Records by the station that they name, in their order. */
    static Map<String, List<String>> byStation(List<? extends SpecificRecord> records) {
        Map<String, List<String>> byStation = new TreeMap<>();
        for (SpecificRecord record : records) {
            String station =
                    record.get(record.getSchema().getField("stationId").pos()).toString();
            byStation.computeIfAbsent(station, s -> new ArrayList<>()).add(record.toString());
        }
        return byStation;
    }

    /** The versions of the models that forecast, by station, in the order of the slots: each reference time and version. */
    static Map<String, List<String>> versions(List<Forecast> forecasts) {
        Map<String, List<String>> versions = new TreeMap<>();
        forecasts.forEach(forecast -> versions.computeIfAbsent(forecast.getStationId(), s -> new ArrayList<>())
                .add(forecast.getReferenceTime() + " " + forecast.getLineage().getModelVersion()));
        return versions;
    }

    /** The same where so many slots from {@link Rig#BEGIN} on have one forecast each, and the version changes at one. */
    static List<String> switching(int slots, Instant from, String before, String after) {
        List<String> expected = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            Instant start = Rig.BEGIN.plus(SLOT.multipliedBy(slot));
            expected.add(start.plus(SLOT) + " " + (start.isBefore(from) ? before : after));
        }
        return expected;
    }

    /** Where two runs differ, the first of each station in a line; whole they are megabytes. */
    static List<String> differences(Map<String, List<String>> expected, Map<String, List<String>> found) {
        List<String> differences = new ArrayList<>();
        Set<String> stations = new TreeSet<>(expected.keySet());
        stations.addAll(found.keySet());
        for (String station : stations) {
            List<String> there = expected.getOrDefault(station, List.of());
            List<String> here = found.getOrDefault(station, List.of());
            int same = 0;
            while (same < Math.min(there.size(), here.size()) && there.get(same).equals(here.get(same))) {
                same++;
            }
            if (same < Math.max(there.size(), here.size())) {
                differences.add("%s: %d in place of %d records, from number %d on"
                        .formatted(station, here.size(), there.size(), same));
            }
        }
        return differences;
    }
}
