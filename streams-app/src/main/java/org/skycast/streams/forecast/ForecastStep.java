package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.FeatureSpec;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.History.Past;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.streams.ForecastRecords;
import org.skycast.streams.NowcastMetrics;
import org.skycast.streams.ObservationRecords;
import org.skycast.streams.Skies;

/**
 * Observations to forecasts; reads nothing but the observation log, the deployments beside it and the history made of
 * it. A model with another encoder than the observations' embeds the frames that they name again.
 */
public final class ForecastStep extends ContextualProcessor<String, Observation, String, Forecast> {

    private final Stores stores;
    private final ModelChoice choice;
    private final Supplier<Frames> openFrames;
    private final Predicate<Instant> wanted;
    private final NowcastMetrics metrics;
    private @Nullable Task task;

    /**
     * @param stores the names of this stage's stores
     * @param openFrames opens the frames of the log, once a model wants them embedded again
     * @param wanted the reference times to forecast at; the histories are kept at all times
     */
    public ForecastStep(
            Stores stores,
            ModelChoice choice,
            Supplier<Frames> openFrames,
            Predicate<Instant> wanted,
            NowcastMetrics metrics) {
        this.stores = stores;
        this.choice = choice;
        this.openFrames = openFrames;
        this.wanted = wanted;
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
        task = new Task(new TaskModels(choice), histories, deployments);
    }

    @Override
    public void process(Record<String, Observation> record) {
        if (task == null) {
            throw new IllegalStateException("init was not called");
        }
        RecordMetadata at = context().recordMetadata().orElseThrow();
        var origin = new Origin(at.topic(), at.partition(), at.offset());
        task.forecast(record, origin).ifPresent(forecast -> {
            metrics.forecast(choice);
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
        private Optional<Frames> frames = Optional.empty();

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
            Past past = Past.of(observation).with(embeddedAgain(known, observation));
            History before = Optional.ofNullable(histories.get(station)).orElse(History.EMPTY);
            History next = before.with(past, models.remembers(known, station, start));
            histories.put(station, next);
            return wanted.test(observation.slot().end())
                    ? models.at(known, station, start)
                            .flatMap(model ->
                                    model.next(before, next, observation, at, Instant.ofEpochMilli(record.timestamp())))
                    : Optional.empty();
        }

        private List<Sky> embeddedAgain(Deployments known, org.skycast.nowcast.observe.Observation observation) {
            List<Sky> again = new ArrayList<>();
            observation.sky().ifPresent(sky -> {
                Instant start = observation.slot().start();
                for (FeatureSpec spec : models.wanted(known, observation.stationId(), start)) {
                    boolean there = sky.encoderSha256().equals(spec.encoderSha256())
                            || again.stream().anyMatch(a -> a.encoderSha256().equals(spec.encoderSha256()));
                    if (!there) {
                        models.skies(known, observation.stationId(), start, spec.encoderSha256())
                                .flatMap(skies -> embed(sky, skies))
                                .ifPresent(again::add);
                    }
                }
            });
            return again;
        }

        private Optional<Sky> embed(Sky sky, Skies skies) {
            Frames log = frames.orElseGet(openFrames);
            frames = Optional.of(log);
            Optional<Sky> embedded = log.image(sky.origin())
                    .flatMap(image -> skies.embed(image) instanceof Skies.Embedded made
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
            frames.ifPresent(Frames::close);
        }
    }
}
