package org.skycast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Alert;
import org.skycast.avro.Forecast;
import org.skycast.avro.Rejected;
import org.skycast.cli.alerts.AlertLine;
import org.skycast.records.PlainRecord;
import org.skycast.text.Printable;

/** A record as one line of text. Bytes are shown by their number. */
final class RecordLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordLine() {}

    static String of(ConsumerRecord<String, ?> record, @Nullable Object value, boolean json) {
        // What a station, a key or a header says may move a cursor; in JSON such characters are the same text escaped.
        return Printable.of(json ? json(record, value) : brief(record, value));
    }

    private static String json(ConsumerRecord<String, ?> record, @Nullable Object value) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("appendedAt", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("key", record.key());
        for (Header header : record.headers()) {
            line.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        line.put("value", PlainRecord.of(value));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String brief(ConsumerRecord<String, ?> record, @Nullable Object value) {
        String start = "%s-%d@%d %s ".formatted(record.topic(), record.partition(), record.offset(), record.key());
        if (value instanceof Forecast forecast) {
            StringBuilder line = new StringBuilder(start).append(forecast.getReferenceTime());
            forecast.getVariables().forEach(variable -> {
                int lead = variable.getLeadMinutes().indexOf(60);
                int median = variable.getQuantileLevels().indexOf(0.5);
                boolean isThere = lead >= 0
                        && median >= 0
                        && lead < variable.getValues().size()
                        && median < variable.getValues().get(lead).size();
                if (isThere) {
                    line.append(" %s+1h=%.1f%s"
                            .formatted(
                                    variable.getName(),
                                    variable.getValues().get(lead).get(median),
                                    variable.getUnits()));
                }
            });
            return line.toString();
        }
        if (value instanceof Alert alert) {
            return start + AlertLine.of(alert);
        }
        if (value instanceof Rejected rejected) {
            return start + rejected.getReason() + " " + rejected.getDetail();
        }
        String text = String.valueOf(PlainRecord.of(value));
        return start + text.substring(0, Math.min(160, text.length()));
    }
}
