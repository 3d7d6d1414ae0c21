package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.StationForecaster;
import org.skycast.nowcast.observe.Origin;
import org.skycast.streams.ForecastRecords;
import org.skycast.streams.NowcastMetrics;
import org.skycast.streams.ObservationRecords;

/** Observations to forecasts; reads nothing but the observation log and the history made of it. */
public final class ForecastStep extends ContextualProcessor<String, Observation, String, Forecast> {

    /** The name of the store: {@link History} by station id. */
    public static final String HISTORIES = "histories";

    private final Supplier<Forecaster> open;
    private final NowcastMetrics metrics;
    private @Nullable Forecaster forecaster;
    private @Nullable StationForecaster step;
    private @Nullable KeyValueStore<String, History> histories;

    /** @param open opens the forecaster of this task, which closes it if it can be closed */
    public ForecastStep(Supplier<Forecaster> open, NowcastMetrics metrics) {
        this.open = open;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Forecast> context) {
        super.init(context);
        Forecaster opened = open.get();
        forecaster = opened;
        step = new StationForecaster(opened);
        histories = context.getStateStore(HISTORIES);
    }

    @Override
    public void process(Record<String, Observation> record) {
        if (step == null || histories == null) {
            throw new IllegalStateException("init was not called");
        }
        RecordMetadata at = context().recordMetadata().orElseThrow();
        History history = histories.get(record.key());
        StationForecaster.Step taken = step.take(
                history == null ? History.EMPTY : history,
                ObservationRecords.toDomain(record.value()),
                new Origin(at.topic(), at.partition(), at.offset()),
                Instant.ofEpochMilli(record.timestamp()));
        histories.put(record.key(), taken.history());
        taken.forecast().ifPresent(forecast -> {
            metrics.forecast();
            context().forward(record.withValue(ForecastRecords.toAvro(forecast)));
        });
    }

    @Override
    public void close() {
        if (forecaster instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The forecaster could not free what it held.", e);
            }
        }
        forecaster = null;
    }
}
