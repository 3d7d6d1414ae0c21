package org.skycast.streams.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A serializer that refuses what the broker would refuse for its size. */
final class BoundedSerializer<T> implements Serializer<T> {

    private final Serializer<T> serializer;
    private final int most;

    /** @param most how many bytes a value may have */
    BoundedSerializer(Serializer<T> serializer, int most) {
        this.serializer = serializer;
        this.most = most;
    }

    /** @throws SerializationException if the value is too large */
    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    public byte[] serialize(String topic, @Nullable T value) {
        byte[] bytes = serializer.serialize(topic, value);
        if (bytes != null && bytes.length > most) {
            throw new SerializationException(
                    "A record of %d bytes for %s is too large; it takes %d.".formatted(bytes.length, topic, most));
        }
        return bytes;
    }

    @Override
    public void close() {
        serializer.close();
    }
}
