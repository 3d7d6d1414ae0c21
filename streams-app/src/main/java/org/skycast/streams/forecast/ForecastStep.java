package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Rejected;
import org.skycast.avro.StationLearning;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.HandedOver;
import org.skycast.nowcast.learn.LearningStates;
import org.skycast.nowcast.learn.TaughtForecaster.Taken;
import org.skycast.nowcast.observe.LogCheck;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.records.StationLearningRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.Rejections;
import org.skycast.streams.topology.StoreSpec;
import org.skycast.streams.topology.TaskProcessor;

/**
 * Observations to forecasts; reads nothing but the observation log, the deployments and what was taught elsewhere beside
 * it, and what it has made of these: histories, and what stations have taught. A model with another encoder than the
 * observations' embeds the frames that they name again.
 */
final class ForecastStep extends TaskProcessor<Envelope<Observation>, Forecast, ForecastTask> {

    private final Stores stores;
    private final Ways ways;
    private final ForecastParts parts;
    private final NowcastMetrics metrics;
    /** The stations that this task has forecast. */
    private final Set<String> forecast = new HashSet<>();

    ForecastStep(Stores stores, Ways ways, ForecastParts parts, NowcastMetrics metrics) {
        this.stores = stores;
        this.ways = ways;
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * A forecast step's stores.
     *
     * @param histories by station id
     * @param learnings by station id; absent where stations teach nothing here
     * @param handedOver by station id; absent where no model is taken over from elsewhere
     * @param deployments under one key; absent where nothing is deployed
     */
    record Stores(
            StoreSpec<History> histories,
            Optional<StoreSpec<LearningStates>> learnings,
            Optional<StoreSpec<HandedOver>> handedOver,
            Optional<StoreSpec<Deployments>> deployments) {}

    /**
     * Where it sends what it makes.
     *
     * @param learned takes what is put in force, if anybody is told
     * @param rejected takes observations that cannot be, if it is here that they are put aside
     */
    record Ways(
            Outgoing<Forecast> forecasts,
            Optional<Outgoing<StationLearning>> learned,
            Optional<Outgoing<Rejected>> rejected) {}

    @Override
    protected ForecastTask open(ProcessorContext<String, Forecast> context) {
        var again = new SkyReEmbedder(parts.frames(), metrics);
        var learning = new TaskLearning(parts.learning(), learnings(context));
        return new ForecastTask(parts, again, learning, stores.histories().in(context), deployments(context));
    }

    private Optional<StreamsLearningStore.Stores> learnings(ProcessorContext<?, ?> context) {
        return stores.learnings()
                .map(own -> new StreamsLearningStore.Stores(
                        own.in(context), stores.handedOver().map(told -> told.in(context))));
    }

    private Supplier<Deployments> deployments(ProcessorContext<?, ?> context) {
        if (stores.deployments().isEmpty()) {
            return () -> Deployments.NONE;
        }
        KeyValueStore<String, Deployments> store = stores.deployments().get().in(context);
        return () -> DeploymentRegister.known(store);
    }

    @Override
    protected void process(ForecastTask task, Record<String, Envelope<Observation>> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        if (record.value() == null) {
            // A deletion says nothing of a slot; there is no value to keep.
            metrics.tombstone(at.topic());
            return;
        }
        org.skycast.nowcast.observe.Observation observation;
        try {
            observation = ObservationRecords.toDomain(record.value().record());
        } catch (IllegalArgumentException e) {
            reject(record, new Rejection(Reason.RECORD_UNUSABLE, String.valueOf(e.getMessage())));
            return;
        }
        var logged = new LoggedObservation(
                observation,
                new Origin(at.topic(), at.partition(), at.offset()),
                Instant.ofEpochMilli(record.timestamp()));
        LogCheck.fault(String.valueOf(record.key()), logged, parts.slotLength())
                .ifPresentOrElse(fault -> reject(record, fault), () -> take(task, record, logged));
    }

    private void reject(Record<String, Envelope<Observation>> record, Rejection rejection) {
        ways.rejected()
                .ifPresent(way -> new Rejections(way, metrics)
                        .reject(context(), record, record.value().wire(), rejection));
    }

    private void take(ForecastTask task, Record<String, Envelope<Observation>> record, LoggedObservation logged) {
        Taken taken = task.take(record.key(), logged);
        taken.snapshot().ifPresent(snapshot -> tell(record, snapshot, logged.at()));
        taken.issue().filter(issue -> isSent(logged)).ifPresent(issue -> {
            metrics.forecast(parts.choice().isShadow(), issue.forecast());
            forecast.add(record.key());
            issue.cut().forEach((feature, quantiles) -> metrics.cut(feature.cfName(), quantiles));
            ways.forecasts().forwardAtOnce(context(), record.withValue(ForecastRecords.toAvro(issue.forecast())));
        });
    }

    /** Before the forecast that is the first made with it, and in one transaction with that. */
    private void tell(Record<String, Envelope<Observation>> cause, LearningSnapshot snapshot, Origin observation) {
        metrics.learned(parts.choice().isShadow(), snapshot.learnt().map(learnt -> learnt.length));
        ways.learned()
                .ifPresent(way ->
                        way.forward(context(), cause.withValue(StationLearningRecords.toAvro(snapshot, observation))));
    }

    private boolean isSent(LoggedObservation logged) {
        var observation = logged.observation();
        return parts.wanted()
                .sent()
                .test(observation.stationId(), observation.slot().end());
    }

    @Override
    protected void close(ForecastTask task) {
        forecast.forEach(station -> metrics.forecastsEnd(parts.choice().isShadow(), station));
        forecast.clear();
        task.close();
    }
}
