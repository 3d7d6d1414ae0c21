package org.skycast.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Forecast;
import org.skycast.avro.Rejected;

/** A record as one line of text. Bytes are shown by their number. */
final class RecordLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordLine() {}

    static String of(ConsumerRecord<String, ?> record, @Nullable Object value, boolean json) {
        return json ? json(record, value) : brief(record, value);
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
        line.put("value", plain(value));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof SpecificRecord avro) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Schema.Field field : avro.getSchema().getFields()) {
                fields.put(field.name(), plain(avro.get(field.pos())));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(element -> all.add(plain(element)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new TreeMap<>();
            map.forEach((key, each) -> entries.put(key.toString(), plain(each)));
            return entries;
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() + " bytes";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        boolean number = value instanceof Number n && Double.isFinite(n.doubleValue());
        return value == null || number || value instanceof Boolean ? value : value.toString();
    }

    private static String brief(ConsumerRecord<String, ?> record, @Nullable Object value) {
        String start = "%s-%d@%d %s ".formatted(record.topic(), record.partition(), record.offset(), record.key());
        if (value instanceof Forecast forecast) {
            StringBuilder line = new StringBuilder(start).append(forecast.getReferenceTime());
            forecast.getVariables().forEach(variable -> {
                int lead = variable.getLeadMinutes().indexOf(60);
                int median = variable.getQuantileLevels().indexOf(0.5);
                if (lead >= 0 && median >= 0) {
                    line.append(" %s+1h=%.1f%s"
                            .formatted(
                                    variable.getName(),
                                    variable.getValues().get(lead).get(median),
                                    variable.getUnits()));
                }
            });
            return line.toString();
        }
        if (value instanceof Rejected rejected) {
            return start + rejected.getReason() + " " + rejected.getDetail();
        }
        String text = String.valueOf(plain(value));
        return start + text.substring(0, Math.min(160, text.length()));
    }
}
