package org.skycast.delivery.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.skycast.avro.Alert;
import org.skycast.records.PlainRecord;

/**
 * Messages in the JSON format of CloudEvents 1.0: the id is the message's, so that a receiver can drop what came before; the
 * data are the record's fields.
 */
final class CloudEvents {

    /** One event. */
    static final String TYPE = "application/cloudevents+json";

    /** A list of events. */
    static final String BATCH_TYPE = "application/cloudevents-batch+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String source;

    /** @param source a URI of who tells */
    CloudEvents(String source) {
        this.source = source;
    }

    /** Of a message. */
    Map<String, Object> of(Alert alert) {
        Map<String, Object> event = event(
                alert.getWeather().getMessageId(),
                alert.getState().toLowerCase(Locale.ROOT),
                alert.getWeather().getSent(),
                Map.of("subject", alert.getStationId() + "/" + alert.getRule()));
        event.put("data", Objects.requireNonNull(PlainRecord.of(alert)));
        return event;
    }

    Map<String, Object> of(Sink.Beat beat) {
        Map<String, Object> event = event("heartbeat/" + beat.at(), "heartbeat", beat.at(), Map.of());
        event.put("data", Map.of("holding", beat.holding(), "waiting", beat.waiting()));
        return event;
    }

    Map<String, Object> of(Sink.Summary summary) {
        Map<String, Object> event = event("summary/" + summary.at(), "summary", summary.at(), Map.of());
        event.put("data", Map.of("passedOver", summary.passedOver(), "waiting", summary.waiting()));
        return event;
    }

    private Map<String, Object> event(String id, String type, Instant time, Map<String, String> more) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", source);
        event.put("type", "org.skycast.alert." + type);
        event.putAll(more);
        event.put("time", time.toString());
        event.put("datacontenttype", "application/json");
        return event;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
