package org.skycast.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;

/**
 * A record together with its bytes on the wire, so that one that is rejected can be kept as it came.
 *
 * @param wire the value's bytes
 * @param record the value
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Envelope<T>(byte[] wire, T record) {

    /** Reads envelopes around what {@code serde} reads; null stays null. */
    static <T> Deserializer<Envelope<T>> around(Serde<T> serde) {
        return new MappedDeserializer<>(serde, Envelope::new);
    }
}
