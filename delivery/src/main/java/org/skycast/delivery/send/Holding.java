package org.skycast.delivery.send;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.avro.Alert;
import org.skycast.delivery.outbox.IncidentEnds;

/** What a receiver was told that holds: the newest message of each alert, until it ends or expires. */
final class Holding {

    private final Map<String, Alert> byAlert = new TreeMap<>();

    void keep(Alert alert) {
        String key = alert.getStationId() + "/" + alert.getRule();
        if (IncidentEnds.with(alert)) {
            byAlert.remove(key);
        } else {
            byAlert.put(key, alert);
        }
    }

    /** What holds at a time. */
    Collection<Alert> at(Instant now) {
        byAlert.values().removeIf(alert -> !now.isBefore(alert.getExpires()));
        return List.copyOf(byAlert.values());
    }
}
