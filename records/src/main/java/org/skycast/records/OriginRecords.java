package org.skycast.records;

import org.skycast.avro.TopicPartitionOffset;
import org.skycast.nowcast.observe.Origin;

/** Where a record stands, between the domain and the log. */
public final class OriginRecords {

    private OriginRecords() {}

    static TopicPartitionOffset toAvro(Origin origin) {
        return new TopicPartitionOffset(origin.topic(), origin.partition(), origin.offset());
    }

    /** The place that a record names. */
    public static Origin toDomain(TopicPartitionOffset record) {
        return new Origin(record.getTopic(), record.getPartition(), record.getOffset());
    }
}
