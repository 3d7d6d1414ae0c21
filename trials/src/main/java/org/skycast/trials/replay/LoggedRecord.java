package org.skycast.trials.replay;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.skycast.schemas.AvroSerdes;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topic;

/**
 * A record as the log has it: with what its signature is over.
 *
 * @param wire the value's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record LoggedRecord(SpecificRecord record, byte[] wire, Headers headers) {

    /** Reads a topic's records so. */
    static <T extends SpecificRecord> LogValues<LoggedRecord> of(
            Topic<T> topic, Map<String, ?> clients, Unreadable unreadable) {
        Deserializer<T> values = AvroSerdes.values(topic.type(), clients).deserializer();
        return new LogValues<>(
                new Deserializer<LoggedRecord>() {
                    @Override
                    public LoggedRecord deserialize(String name, byte[] wire) {
                        return deserialize(name, new RecordHeaders(), wire);
                    }

                    @Override
                    public LoggedRecord deserialize(String name, Headers headers, byte[] wire) {
                        return new LoggedRecord(values.deserialize(name, wire), wire, headers);
                    }
                },
                unreadable);
    }
}
