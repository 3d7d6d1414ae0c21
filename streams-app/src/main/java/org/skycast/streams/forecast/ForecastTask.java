package org.skycast.streams.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.TaughtForecaster;
import org.skycast.nowcast.learn.TaughtForecaster.Taken;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.HistoryStore;
import org.skycast.nowcast.session.SlotModels;

/** What a task of the forecast stage holds while it runs. */
final class ForecastTask implements AutoCloseable {

    private final ForecastParts parts;
    private final TaskModels models;
    private final SkyReEmbedder again;
    private final TaskLearning learning;
    private final KeyValueStore<String, History> histories;
    private final Supplier<Deployments> deployments;

    /** @param deployments gives those that the log has told so far */
    ForecastTask(
            ForecastParts parts,
            SkyReEmbedder again,
            TaskLearning learning,
            KeyValueStore<String, History> histories,
            Supplier<Deployments> deployments) {
        this.parts = parts;
        this.models = new TaskModels(parts.choice());
        this.again = again;
        this.learning = learning;
        this.histories = histories;
        this.deployments = deployments;
    }

    /** Takes a station's next observation; gives what came of it: a forecast if it gives cause for one. */
    Taken take(String station, LoggedObservation logged) {
        return new ForecastSession(new StreamsHistoryStore(station))
                .take(logged, new DeployedModels(deployments.get(), station, logged.observation()));
    }

    @Override
    public void close() {
        models.close();
        again.close();
        learning.close();
    }

    private final class StreamsHistoryStore implements HistoryStore {

        private final String station;

        StreamsHistoryStore(String station) {
            this.station = station;
        }

        @Override
        public History history() {
            return Optional.ofNullable(histories.get(station)).orElse(History.EMPTY);
        }

        @Override
        public void keep(History history) {
            histories.put(station, history);
        }
    }

    /** The models that deployments name for a station's slot, now or later. */
    private final class DeployedModels implements SlotModels {

        private final Deployments known;
        private final String station;
        private final Instant start;
        private final Instant end;

        DeployedModels(Deployments known, String station, Observation observation) {
            this.known = known;
            this.station = station;
            this.start = observation.slot().start();
            this.end = observation.slot().end();
        }

        @Override
        public Reach remembers() {
            return models.remembers(known, station, start);
        }

        @Override
        public List<Sky> skies(Observation observation) {
            List<Sky> skies = new ArrayList<>(
                    parts.skies() == SkySource.OBSERVATIONS ? SlotModels.super.skies(observation) : List.of());
            observation.sky().ifPresent(logged -> addMissing(logged, skies));
            return skies;
        }

        private void addMissing(Sky logged, List<Sky> skies) {
            for (FeatureSpec spec : models.wanted(known, station, start)) {
                if (skies.stream().noneMatch(sky -> sky.encoderSha256().equals(spec.encoderSha256()))) {
                    models.skies(known, station, start, spec.encoderSha256())
                            .flatMap(encoder -> again.embed(logged, encoder))
                            .ifPresent(skies::add);
                }
            }
        }

        @Override
        public Optional<TaughtForecaster> forecaster() {
            return parts.wanted().made().test(station, end) ? models.at(known, station, start) : Optional.empty();
        }

        @Override
        public Learning learning() {
            return models.modelAt(known, station, start)
                    .map(model -> learning.of(station, model))
                    .orElseGet(Learning::none);
        }
    }
}
