package org.skycast.cli.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.avro.Alert;
import org.skycast.avro.Site;
import org.skycast.avro.Station;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** Reads what was told of weather alerts, and where their stations stand. What no alert can be read of is passed over. */
final class AlertLog {

    private final Map<String, Object> clients;

    /** @param clients properties of the Kafka clients, by their own names */
    AlertLog(Map<String, Object> clients) {
        this.clients = clients;
    }

    /** The newest message of each alert, by {@code station/rule}; until a day after its end. */
    Map<String, Alert> newest() {
        Map<String, Alert> newest = new TreeMap<>();
        var values = LogValues.of(Topics.ACTIVE_ALERTS, clients, Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(clients)) {
            for (LogSpan span : reader.whole(Topics.ACTIVE_ALERTS.name())) {
                reader.read(span, record -> {
                    String key = String.valueOf(record.key());
                    newest.remove(key);
                    values.entry(record).ifPresent(entry -> newest.put(key, entry.value()));
                });
            }
        }
        return newest;
    }

    /** Every message of an incident, in their order. */
    List<Alert> incident(String id) {
        List<Alert> told = new ArrayList<>();
        var values = LogValues.of(Topics.ALERTS, clients, Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(clients)) {
            reader.forEach(Topics.ALERTS.name(), values, entry -> {
                if (entry.value().getId().equals(id)) {
                    told.add(entry.value());
                }
            });
        }
        return told;
    }

    /** Where stations stand, by their ids, as they registered last. */
    Map<String, Site> sites() {
        Map<String, Site> sites = new HashMap<>();
        var values = LogValues.of(Topics.STATIONS, clients, Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(clients)) {
            reader.forEach(Topics.STATIONS.name(), values, entry -> {
                Station station = entry.value();
                sites.put(station.getStationId(), station.getSite());
            });
        }
        return sites;
    }
}
