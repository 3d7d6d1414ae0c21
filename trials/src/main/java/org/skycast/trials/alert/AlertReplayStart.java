package org.skycast.trials.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.skycast.avro.Alert;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** Where a replay of alerts begins, so that it comes to the range as the live stage did: where no alert was open. */
final class AlertReplayStart {

    /** More than any rule looks back over forecasts, 30 of them, and than what is told of an end stays. */
    private static final Duration BEFORE = Duration.ofHours(6);

    private static final Duration AFTER = Duration.ofHours(25);

    private final Map<String, ?> clients;

    AlertReplayStart(Map<String, ?> clients) {
        this.clients = clients;
    }

    /** A stretch of time that an incident took, with what it may have looked back on. */
    private record Stretch(Instant begin, Instant end) {
        private Stretch with(Stretch other) {
            return new Stretch(begin, end.isAfter(other.end) ? end : other.end);
        }
    }

    /** A time before {@code from} at which nothing was open, as far as the log of alerts tells. */
    Instant before(Instant from) {
        Collection<Stretch> incidents = incidents();
        Instant start = from.minus(BEFORE);
        boolean isInside = true;
        while (isInside) {
            isInside = false;
            for (Stretch incident : incidents) {
                if (incident.begin().isBefore(start) && incident.end().isAfter(start)) {
                    start = incident.begin();
                    isInside = true;
                }
            }
        }
        return start;
    }

    private Collection<Stretch> incidents() {
        Map<String, Stretch> incidents = new HashMap<>();
        var values = LogValues.of(Topics.ALERTS, clients, Unreadable.IS_PASSED_OVER);
        try (LogReader reader = LogReader.on(clients)) {
            for (LogSpan span : reader.whole(Topics.ALERTS.name())) {
                reader.read(
                        span,
                        record -> values.entry(record).ifPresent(entry -> {
                            Alert alert = entry.value();
                            Instant told = alert.getWeather().getSent();
                            incidents.merge(
                                    alert.getWeather().getIncident(),
                                    new Stretch(alert.getWeather().getRaisedAt().minus(BEFORE), told.plus(AFTER)),
                                    Stretch::with);
                        }));
            }
        }
        return incidents.values();
    }
}
