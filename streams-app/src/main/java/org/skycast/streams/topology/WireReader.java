package org.skycast.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.skycast.streams.guard.UnreadableValueException;

/**
 * The step behind each source, which reads what came as bytes. Kafka Streams reads a source's values while it fetches, before
 * their turn comes: a dead letter that is written then may be committed, and its record fetched again, where a thread dies in
 * between. Here it is written in the transaction in which the record is done with, once.
 */
public final class WireReader<V> extends ContextualProcessor<String, byte[], String, V> {

    private final Deserializer<V> values;

    /** @param values is shared by tasks, and closed by none */
    public WireReader(Deserializer<V> values) {
        this.values = values;
    }

    /** @throws UnreadableValueException if the value cannot be read, or cannot be now */
    @Override
    public void process(Record<String, byte[]> record) {
        context().forward(record.withValue(read(record)));
    }

    @SuppressWarnings("NullAway") // a deletion stays one
    private V read(Record<String, byte @Nullable []> record) {
        String topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
        try {
            return values.deserialize(topic, record.headers(), record.value());
        } catch (RuntimeException e) {
            throw new UnreadableValueException(e);
        }
    }
}
