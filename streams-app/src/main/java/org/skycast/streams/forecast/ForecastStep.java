package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.session.LoggedObservation;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TaskProcessor;

/**
 * Observations to forecasts; reads nothing but the observation log, the deployments beside it and the history made of
 * it. A model with another encoder than the observations' embeds the frames that they name again.
 */
final class ForecastStep extends TaskProcessor<Observation, Forecast, ForecastTask> {

    private final Stores stores;
    private final ForecastParts parts;
    private final NowcastMetrics metrics;

    ForecastStep(Stores stores, ForecastParts parts, NowcastMetrics metrics) {
        this.stores = stores;
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * A forecast step's stores.
     *
     * @param histories by station id
     * @param deployments under one key; absent where nothing is deployed
     */
    record Stores(StoreSpec<History> histories, Optional<StoreSpec<Deployments>> deployments) {}

    @Override
    protected ForecastTask open(ProcessorContext<String, Forecast> context) {
        var again = new SkyReEmbedder(parts.frames(), metrics);
        return new ForecastTask(parts, again, stores.histories().in(context), deployments(context));
    }

    private Supplier<Deployments> deployments(ProcessorContext<?, ?> context) {
        if (stores.deployments().isEmpty()) {
            return () -> Deployments.NONE;
        }
        KeyValueStore<String, Deployments> store = stores.deployments().get().in(context);
        return () -> DeploymentRegister.known(store);
    }

    @Override
    protected void process(ForecastTask task, Record<String, Observation> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        if (record.value() == null) {
            // A deletion says nothing of a slot; there is no value to keep.
            metrics.tombstone(at.topic());
            return;
        }
        var logged = new LoggedObservation(
                ObservationRecords.toDomain(record.value()),
                new Origin(at.topic(), at.partition(), at.offset()),
                Instant.ofEpochMilli(record.timestamp()));
        task.take(record.key(), logged).ifPresent(forecast -> {
            metrics.forecast(parts.choice().isShadow());
            context().forward(record.withValue(ForecastRecords.toAvro(forecast)));
        });
    }

    @Override
    protected void close(ForecastTask task) {
        task.close();
    }
}
