package org.skycast.topics;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic.
 *
 * @param name its name
 * @param type the records it holds; the subject of their schema is the name with {@code -value}
 * @param retention how long it keeps them
 * @param maxBytes how large a record may be
 * @param holds what it holds, for people
 */
public record Topic<T extends SpecificRecord>(
        String name, Class<T> type, Retention retention, int maxBytes, String holds) {

    /** The subject of its values' schema, as the default strategy names it. */
    public String subject() {
        return name + "-value";
    }

    /** The schema of its values. */
    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }
}
