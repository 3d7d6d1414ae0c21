package org.skycast.streams.runtime;

import java.util.List;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.skycast.streams.serve.StageElsewhereException;
import org.skycast.streams.serve.StoreReader;

/**
 * The stores that a stage in this process serves, by Kafka Streams' interactive queries.
 *
 * @param stage the name of the stage that serves them, wherever it runs
 */
record StageStores(String stage, List<RunningStage> stages) implements StoreReader {

    @Override
    public <V> ReadOnlyKeyValueStore<String, V> open(String store) {
        return stages.stream()
                .filter(running -> running.serves(store))
                .findFirst()
                .orElseThrow(() -> new StageElsewhereException(stage))
                .streams()
                .store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
    }
}
