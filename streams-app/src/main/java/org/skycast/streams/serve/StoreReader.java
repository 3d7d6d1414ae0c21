package org.skycast.streams.serve;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the verify stage, as far as this instance has their partitions. */
@FunctionalInterface
public interface StoreReader {

    /**
     * Opens a store to be read.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if it is not there: the stage does not run here, it
     *     is starting, or its partitions are moving
     */
    <V> ReadOnlyKeyValueStore<String, V> open(String store);
}
