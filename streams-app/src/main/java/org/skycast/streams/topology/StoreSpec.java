package org.skycast.streams.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A state store, on disk and in a changelog topic: what it is called and what it holds. Both are promises to every earlier
 * run, whose store a later version opens.
 *
 * @param serde how a value is kept
 */
public record StoreSpec<V>(String name, Class<V> type, Serde<V> serde) {

    /** A changelog takes a mebibyte a record where the broker is as it comes, less what stands around the value. */
    private static final int MOST = (1 << 20) - 4_096;

    /** Values are kept by the names of their fields. */
    public StoreSpec(String name, Class<V> type) {
        this(name, type, SmileSerde.of(type));
    }

    /** Values are kept packed; those that are kept by names are read, too. */
    public StoreSpec(String name, Class<V> type, Function<V, byte[]> pack, Function<byte[], V> read) {
        this(name, type, PackedSerde.of(type, pack, read));
    }

    /** The store, as the processor that this context is of sees it. */
    public KeyValueStore<String, V> in(ProcessingContext context) {
        return context.getStateStore(name);
    }

    StoreBuilder<KeyValueStore<String, V>> builder(boolean isCached) {
        var builder = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), bounded());
        return isCached ? builder.withCachingEnabled() : builder;
    }

    private Serde<V> bounded() {
        return Serdes.serdeFrom(new BoundedSerializer<>(serde.serializer(), MOST), serde.deserializer());
    }
}
