package org.skycast.streams.topology;

import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes something of what a serde reads, and of its bytes; null stays null. */
final class MappedDeserializer<T, V> implements Deserializer<V> {

    private final Serde<T> serde;
    private final BiFunction<byte[], T, V> as;

    MappedDeserializer(Serde<T> serde, BiFunction<byte[], T, V> as) {
        this.serde = serde;
        this.as = as;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    public V deserialize(String topic, byte @Nullable [] bytes) {
        return bytes == null ? null : as.apply(bytes, serde.deserializer().deserialize(topic, bytes));
    }

    @Override
    public void close() {
        serde.close();
    }
}
