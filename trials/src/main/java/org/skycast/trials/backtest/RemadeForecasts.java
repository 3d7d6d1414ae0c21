package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.learn.Issue;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.MemoryLearningStore;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.session.ForecastSession;
import org.skycast.nowcast.session.MemoryHistoryStore;
import org.skycast.nowcast.session.SlotModels;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.StartupException;
import org.skycast.streams.log.LogEntry;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;

/** A bundle's forecasts, made again from the observations in the log; the bundle learns from each station as it would live. */
public final class RemadeForecasts implements ForecastSource {

    private final Map<String, ?> clients;
    private final ModelBundle bundle;

    /** @param clients properties of the Kafka clients and the Avro serdes, by their own names */
    public RemadeForecasts(Map<String, ?> clients, ModelBundle bundle) {
        this.clients = clients;
        this.bundle = bundle;
    }

    @Override
    public String words() {
        return "made again from the observations in the log by %s %s"
                .formatted(bundle.model().id(), bundle.model().version());
    }

    @Override
    public Archives read(BackTestAsk ask) {
        FeatureSpec spec = bundle.featureSpec();
        Duration history = spec.remembers().plus(spec.slotLength());
        LoggedForecasts.requireKept(
                clients, Topics.OBSERVATIONS.name(), ask.from().minus(history));
        Instant warm = ask.from().minus(ask.warmUp()).minus(history);
        Instant begin = warm.isBefore(ask.measuredFrom()) ? warm : ask.measuredFrom();
        var archives = new Archives(ask);
        var values = LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.FAILS);
        try (LogReader reader = LogReader.on(clients);
                OnnxForecaster forecaster = bundle.openForecaster()) {
            for (LogSpan span : reader.since(Topics.OBSERVATIONS.name(), begin.minus(LoggedForecasts.AHEAD))) {
                Map<String, Remaking> stations = new HashMap<>();
                reader.read(
                        span,
                        record -> values.entry(record).ifPresent(entry -> {
                            if (ask.concerns(String.valueOf(entry.key()))) {
                                stations.computeIfAbsent(
                                                entry.key(), id -> new Remaking(forecaster, archives.of(id), ask.to()))
                                        .take(entry);
                            }
                        }));
            }
        }
        return archives;
    }

    /** One station. */
    private static final class Remaking {
        private final ForecastSession session = new ForecastSession(new MemoryHistoryStore());
        private final SlotModels models;
        private final String encoder;
        private final StationArchive archive;
        private final Instant to;

        Remaking(Forecaster forecaster, StationArchive archive, Instant to) {
            this.models = SlotModels.only(forecaster, new Learning.Own(new MemoryLearningStore()));
            this.encoder = forecaster.featureSpec().encoderSha256();
            this.archive = archive;
            this.to = to;
        }

        void take(LogEntry<org.skycast.avro.Observation> entry) {
            Observation observation = ObservationRecords.toDomain(entry.value());
            observation
                    .sky()
                    .filter(sky -> !sky.encoderSha256().equals(encoder))
                    .ifPresent(sky -> {
                        throw new StartupException(
                                ("The skies of %s were seen by another encoder than the bundle's; have 'skycast replay --keep' embed"
                                                + " them again, and name the topic of its forecasts with --forecasts.")
                                        .formatted(archive.station()));
                    });
            archive.add(observation);
            if (observation.slot().end().isBefore(to)) {
                var at = new Origin(entry.partition().topic(), entry.partition().partition(), entry.offset());
                var logged = new LoggedObservation(observation, at, Instant.ofEpochMilli(entry.timestamp()));
                session.take(logged, models).issue().map(Issue::forecast).ifPresent(made -> archive.add(made, at));
            }
        }
    }
}
