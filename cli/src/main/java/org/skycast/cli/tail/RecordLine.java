package org.skycast.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.skycast.records.PlainRecord;
import org.skycast.text.Printable;

/** A record as one line of text. Bytes are shown by their number. */
final class RecordLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What stands in the place of a value that cannot be read.
     *
     * @param why a sentence
     */
    record NoRecord(String why, int bytes) {
        @Override
        public String toString() {
            return "(cannot be read, %d bytes: %s)".formatted(bytes, why);
        }
    }

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
            line.put(header.key(), header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
        }
        line.put("value", PlainRecord.of(value));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String brief(ConsumerRecord<String, ?> record, @Nullable Object value) {
        return "%d@%d %s %s".formatted(record.partition(), record.offset(), record.key(), BriefLine.of(value));
    }
}
