package org.skycast.benchmarks.hostile;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.skycast.topics.Topic;

/** A topic's record by a schema with one field more, before all others, which no reader knows. */
final class FieldBefore {

    private FieldBefore() {}

    /** @param value what is written of the field, whether it fits the schema or not */
    static byte[] of(Wire wire, Topic<?> topic, Schema extra, Wire.Body value) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field("extra", extra));
        topic.schema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema writer =
                Schema.createRecord(topic.schema().getName(), "", topic.schema().getNamespace(), false, fields);
        Draft known = Draft.of(topic);
        Draft like = Draft.of(writer);
        byte[] rest = Wire.body(wire.of(topic, known));
        return wire.under(writer, like.record(), encoder -> {
            value.write(encoder);
            encoder.writeFixed(rest);
        });
    }
}
