package org.skycast.trials.backtest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.open.Sources;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.forecast.OnnxForecaster;
import org.skycast.inference.sky.SkyEncoder;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.trials.Adapt;
import org.skycast.trials.Recording;

/** A bundle's forecasts of stations' archives, without Kafka; the bundle learns from each station as it would live. */
public final class RecordedForecasts implements ForecastSource {

    private final EdgeConfig config;
    private final ModelBundle bundle;
    private final BiConsumer<String, Long> progress;

    /** @param progress is told of a station how many records of it have been read */
    public RecordedForecasts(EdgeConfig config, ModelBundle bundle, BiConsumer<String, Long> progress) {
        this.config = config;
        this.bundle = bundle;
        this.progress = progress;
    }

    @Override
    public String words() {
        return "made from the stations' archives by %s %s"
                .formatted(bundle.model().id(), bundle.model().version());
    }

    @Override
    public Archives read(BackTestAsk ask) {
        var archives = new Archives(ask);
        Instant learnt = ask.from().minus(ask.warmUp());
        Instant begin = learnt.isBefore(ask.measuredFrom()) ? learnt : ask.measuredFrom();
        var policy = ObservePolicy.of(
                bundle.featureSpec().slotLength(), bundle.featureSpec().historySlots());
        try (SkyEncoder encoder = bundle.openEncoder();
                OnnxForecaster forecaster = bundle.openForecaster()) {
            for (EdgeConfig.StationSources station : config.stations()) {
                if (ask.concerns(station.id())) {
                    StationArchive archive = archives.of(station.id());
                    List<Source> sources = sources(station.within(Optional.of(begin), Optional.of(ask.measuredTo())));
                    var pictures = new FramePreparation(station.picture(), station.site());
                    new Recording(station.station(), sources, pictures, policy, encoder, forecaster, Adapt.ON)
                            .walk(records -> progress.accept(station.id(), records), step -> {
                                archive.add(step.observation().observation());
                                step.forecast()
                                        .ifPresent(made -> archive.add(
                                                made, step.observation().at()));
                            });
                    sources.forEach(Source::close);
                }
            }
        }
        return archives;
    }

    private static List<Source> sources(EdgeConfig.StationSources station) {
        var around = Sources.Surroundings.unattended(InstantSource.system());
        return Sources.recorded(List.of(station.sources()), around).pulled();
    }
}
