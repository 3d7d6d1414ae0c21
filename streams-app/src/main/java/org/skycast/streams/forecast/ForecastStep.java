package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.SkyEmbedder;

/**
 * Observations to forecasts; reads nothing but the observation log, the deployments beside it and the history made of
 * it. A model with another encoder than the observations' embeds the frames that they name again.
 */
public final class ForecastStep extends ContextualProcessor<String, Observation, String, Forecast> {

    private final Stores stores;
    private final ForecastParts parts;
    private final NowcastMetrics metrics;
    private @Nullable Task task;

    /** @param stores the names of this stage's stores */
    public ForecastStep(Stores stores, ForecastParts parts, NowcastMetrics metrics) {
        this.stores = stores;
        this.parts = parts;
        this.metrics = metrics;
    }

    /**
     * The names of a forecast stage's stores.
     *
     * @param histories {@link History} by station id
     * @param deployments {@link Deployments} under one key; empty where nothing is deployed
     */
    public record Stores(String histories, Optional<String> deployments) {}

    @Override
    public void init(ProcessorContext<String, Forecast> context) {
        super.init(context);
        KeyValueStore<String, History> histories = context.getStateStore(stores.histories());
        Optional<KeyValueStore<String, Deployments>> deployments =
                stores.deployments().map(context::getStateStore);
        task = new Task(new TaskModels(parts.choice()), histories, deployments);
    }

    @Override
    public void process(Record<String, Observation> record) {
        if (task == null) {
            throw new IllegalStateException("init was not called");
        }
        RecordMetadata at = context().recordMetadata().orElseThrow();
        if (record.value() == null) {
            // A deletion says nothing of a slot; there is no value to keep.
            metrics.tombstone(at.topic());
            return;
        }
        var origin = new Origin(at.topic(), at.partition(), at.offset());
        task.forecast(record, origin).ifPresent(forecast -> {
            metrics.forecast(parts.choice());
            context().forward(record.withValue(ForecastRecords.toAvro(forecast)));
        });
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
        }
        task = null;
    }

    /** What a task holds while it runs. */
    private final class Task {

        private final TaskModels models;
        private final KeyValueStore<String, History> histories;
        private final Optional<KeyValueStore<String, Deployments>> deployments;
        private Optional<FrameArchive> frames = Optional.empty();

        Task(
                TaskModels models,
                KeyValueStore<String, History> histories,
                Optional<KeyValueStore<String, Deployments>> deployments) {
            this.models = models;
            this.histories = histories;
            this.deployments = deployments;
        }

        Optional<org.skycast.nowcast.forecast.Forecast> forecast(Record<String, Observation> record, Origin at) {
            var observation = ObservationRecords.toDomain(record.value());
            Deployments known = deployments
                    .flatMap(store -> Optional.ofNullable(store.get(DeploymentRegister.KEY)))
                    .orElse(Deployments.NONE);
            String station = record.key();
            Instant start = observation.slot().start();
            PastSlot past = past(known, observation);
            History before = Optional.ofNullable(histories.get(station)).orElse(History.EMPTY);
            History next = before.with(past, models.remembers(known, station, start));
            histories.put(station, next);
            return parts.wanted().test(station, observation.slot().end())
                    ? models.at(known, station, start)
                            .flatMap(model ->
                                    model.next(before, next, observation, at, Instant.ofEpochMilli(record.timestamp())))
                    : Optional.empty();
        }

        /** The slot with its sky as each wanted model's encoder sees it. */
        private PastSlot past(Deployments known, org.skycast.nowcast.observe.Observation observation) {
            PastSlot past = PastSlot.of(observation);
            if (observation.sky().isEmpty()) {
                return past;
            }
            Sky logged = observation.sky().get();
            List<Sky> skies = new ArrayList<>(parts.skies() == SkySource.OBSERVATIONS ? past.skies() : List.of());
            Instant start = observation.slot().start();
            for (FeatureSpec spec : models.wanted(known, observation.stationId(), start)) {
                if (skies.stream().noneMatch(sky -> sky.encoderSha256().equals(spec.encoderSha256()))) {
                    models.skies(known, observation.stationId(), start, spec.encoderSha256())
                            .flatMap(encoder -> embed(logged, encoder))
                            .ifPresent(skies::add);
                }
            }
            return past.with(skies);
        }

        private Optional<Sky> embed(Sky sky, SkyEmbedder skies) {
            FrameArchive log = frames.orElseGet(parts.frames());
            frames = Optional.of(log);
            Optional<Sky> embedded = log.image(sky.origin())
                    .flatMap(image -> skies.embed(image) instanceof SkyEmbedder.Embedded made
                            ? Optional.of(new Sky(
                                    sky.capturedAt(),
                                    skies.encoderSha256(),
                                    made.embedding(),
                                    sky.frameSha256(),
                                    sky.origin()))
                            : Optional.empty());
            metrics.embeddedAgain(embedded.isPresent());
            return embedded;
        }

        void close() {
            models.close();
            frames.ifPresent(FrameArchive::close);
        }
    }
}
