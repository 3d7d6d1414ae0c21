package org.skycast.streams.forecast;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.learn.HandedOver;
import org.skycast.records.StationLearningRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.text.Printable;

/** What stations have taught models elsewhere, kept for when one of these comes to forecast here. */
final class HandOverRegister extends TaskProcessor<StationLearning, Void, KeyValueStore<String, HandedOver>> {

    private final StoreSpec<HandedOver> shared;
    private final NowcastMetrics metrics;

    /** @param shared the store it shares with the forecast step */
    HandOverRegister(StoreSpec<HandedOver> shared, NowcastMetrics metrics) {
        this.shared = shared;
        this.metrics = metrics;
    }

    @Override
    protected KeyValueStore<String, HandedOver> open(ProcessorContext<String, Void> context) {
        return shared.in(context);
    }

    @Override
    protected void process(KeyValueStore<String, HandedOver> store, Record<String, StationLearning> record) {
        if (record.value() == null) {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
            return;
        }
        if (!record.value().getStationId().equals(record.key())) {
            throw new IllegalArgumentException("The key '%s' is not the station '%s' that taught."
                    .formatted(
                            Printable.name(String.valueOf(record.key())),
                            Printable.name(record.value().getStationId())));
        }
        HandedOver known = Optional.ofNullable(store.get(record.key())).orElse(HandedOver.NONE);
        store.put(record.key(), known.with(StationLearningRecords.toDomain(record.value())));
    }
}
