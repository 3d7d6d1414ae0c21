package org.skycast.schemas;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * What writes records by a registered schema. Where that is the records' own, generated classes write themselves, twice as fast;
 * they know no other.
 */
record KnownWriter(int id, Schema schema, DatumWriter<GenericContainer> writer) {

    /** @param own the records' schema */
    static KnownWriter of(Registry.Registered registered, Schema own) {
        Schema schema = registered.schema();
        SpecificData model = SpecificData.getForSchema(schema);
        if (schema.equals(own)) {
            var writing = new SpecificData(model.getClassLoader());
            model.getConversions().forEach(writing::addLogicalTypeConversion);
            writing.setCustomCoders(true);
            model = writing;
        }
        return new KnownWriter(registered.id(), schema, new SpecificDatumWriter<>(schema, model));
    }
}
