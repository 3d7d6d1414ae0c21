package org.skycast.streams.topology;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A state store, on disk and in a changelog topic: what it is called and what it holds. Both are promises to every earlier
 * run, whose store a later version opens.
 */
public record StoreSpec<V>(String name, Class<V> type) {

    /** The store, as the processor that this context is of sees it. */
    public KeyValueStore<String, V> in(ProcessingContext context) {
        return context.getStateStore(name);
    }

    StoreBuilder<KeyValueStore<String, V>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), SmileSerde.of(type));
    }
}
