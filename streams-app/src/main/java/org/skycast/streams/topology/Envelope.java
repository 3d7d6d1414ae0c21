package org.skycast.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A record together with its bytes on the wire, so that one that is rejected can be kept as it came.
 *
 * @param wire the value's bytes
 * @param record the value
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Envelope<T>(byte[] wire, T record) {

    /** Reads envelopes around what {@code serde} reads; null stays null. */
    public static <T> Deserializer<Envelope<T>> around(Serde<T> serde) {
        return new Deserializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
            public Envelope<T> deserialize(String topic, byte @Nullable [] bytes) {
                return bytes == null
                        ? null
                        : new Envelope<>(bytes, serde.deserializer().deserialize(topic, bytes));
            }

            @Override
            public void close() {
                serde.close();
            }
        };
    }
}
