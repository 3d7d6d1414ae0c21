package org.skycast.benchmarks.hostile;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.skycast.topics.Topic;

/** A record that is put together field by field, by nobody's rules: times are bare microseconds, any number fits. */
record Draft(GenericRecord record) {

    /** One of a topic's, of empty texts, zeros and nothings. */
    static Draft of(Topic<?> topic) {
        return of(topic.schema());
    }

    static Draft of(Schema schema) {
        return new Draft((GenericRecord) blank(schema));
    }

    /** Sets a field; a path of names with dots leads into records within. */
    Draft with(String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            record.put(path, value instanceof Instant at ? micros(at) : value);
        } else {
            new Draft((GenericRecord) record.get(path.substring(0, dot))).with(path.substring(dot + 1), value);
        }
        return this;
    }

    /** The schema of a field's items, or of the record in it. */
    Schema schema(String field) {
        Schema schema = record.getSchema().getField(field).schema();
        Schema known = schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream()
                        .filter(one -> one.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
        return known.getType() == Schema.Type.ARRAY ? known.getElementType() : known;
    }

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000), at.getNano() / 1_000);
    }

    private static Object blank(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                var made = new GenericData.Record(schema);
                schema.getFields()
                        .forEach(field -> made.put(field.pos(), isNullable(field) ? null : blank(field.schema())));
                yield made;
            }
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case BYTES -> ByteBuffer.allocate(0);
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0.0;
            case BOOLEAN -> false;
            case UNION -> blank(schema.getTypes().get(0));
            default -> "";
        };
    }

    private static boolean isNullable(Schema.Field field) {
        return field.schema().isNullable();
    }
}
