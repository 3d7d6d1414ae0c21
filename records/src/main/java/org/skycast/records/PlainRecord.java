package org.skycast.records;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records as maps, lists, numbers and text, as JSON has them. */
public final class PlainRecord {

    private PlainRecord() {}

    /** A value of a record, or a record itself; bytes are shown by their number. */
    public static @Nullable Object of(@Nullable Object value) {
        if (value instanceof SpecificRecord avro) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (Schema.Field field : avro.getSchema().getFields()) {
                fields.put(field.name(), of(avro.get(field.pos())));
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(element -> all.add(of(element)));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new TreeMap<>();
            map.forEach((key, each) -> entries.put(key.toString(), of(each)));
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
}
