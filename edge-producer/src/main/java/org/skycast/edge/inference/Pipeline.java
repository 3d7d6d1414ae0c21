package org.skycast.edge.inference;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.EdgeMetrics;
import org.skycast.edge.frame.FramePreparation;
import org.skycast.edge.frame.Preparation;
import org.skycast.edge.frame.RefusedFrames;
import org.skycast.edge.inference.InferenceSettings.Place;
import org.skycast.edge.source.Taken;
import org.skycast.inference.Sha256;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Station;
import org.skycast.records.ForecastRecords;
import org.skycast.topics.Topics;

/**
 * From what the sources give to what is kept: frames are prepared; where the settings say so they are embedded, and
 * forecasts are made.
 */
public final class Pipeline implements Handling {

    private final Map<String, Station> stations = new TreeMap<>();
    private final Map<String, FramePreparation> preparations = new TreeMap<>();
    private final RefusedFrames refused;
    private final Optional<EdgeModel> model;
    private final Journal journal;
    private final EdgeMetrics metrics;
    private final Map<String, StationModel> models = new TreeMap<>();
    private final Map<String, Forecast> latest = new ConcurrentSkipListMap<>();

    private Pipeline(EdgeConfig config, Optional<EdgeModel> model, Journal journal, EdgeMetrics metrics) {
        for (EdgeConfig.StationSources station : config.stations()) {
            stations.put(station.id(), station.station());
            preparations.put(station.id(), new FramePreparation(station.picture(), station.site()));
        }
        Path beside = config.spool().file().toAbsolutePath().resolveSibling("refused-frames");
        this.refused = new RefusedFrames(beside);
        this.model = model;
        this.journal = journal;
        this.metrics = metrics;
    }

    /**
     * Opens what {@code config} names, and goes on where {@code journal} ends.
     *
     * @throws org.skycast.inference.BundleException if the model bundle cannot be used
     */
    public static Pipeline open(EdgeConfig config, Journal journal, EdgeMetrics metrics) {
        Optional<EdgeModel> model = config.inference()
                .filter(settings -> settings.embed() == Place.edge || settings.forecast() == Place.edge)
                .map(EdgeModel::open);
        var pipeline = new Pipeline(config, model, journal, metrics);
        pipeline.restore();
        return pipeline;
    }

    /** The forecasts that were made here. */
    public LatestForecasts forecasts() {
        return () -> List.copyOf(latest.values());
    }

    @Override
    public void restore() {
        models.clear();
        latest.clear();
        model.ifPresent(opened -> {
            stations.forEach((id, station) -> models.put(id, opened.of(station)));
            journal.forEach(entry -> Optional.ofNullable(models.get(entry.stationId()))
                    .ifPresent(station -> station.take(entry).forEach(this::remember)));
        });
    }

    @Override
    public List<Taken> handle(Taken taken, Instant takenAt) {
        FramePreparation preparation = preparations.get(taken.stationId());
        if (taken instanceof Taken.Frame frame && preparation != null) {
            return prepared(preparation.prepare(frame), frame, takenAt.truncatedTo(ChronoUnit.MILLIS));
        }
        List<Taken> kept = new ArrayList<>(List.of(taken));
        if (taken instanceof Taken.Values values && forecastsHere()) {
            kept.addAll(take(modelOf(values), entry(values, takenAt, new Journal.Read(values.values()))));
        }
        return kept;
    }

    @Override
    public List<Taken> advance(Instant now) {
        List<Taken> reports = new ArrayList<>();
        if (forecastsHere()) {
            models.values()
                    .forEach(station -> station.silence(journal.nextNumber(), now.truncatedTo(ChronoUnit.MILLIS))
                            .ifPresent(silence -> reports.addAll(take(station, silence))));
        }
        return reports;
    }

    private boolean forecastsHere() {
        return model.filter(EdgeModel::forecasts).isPresent();
    }

    private List<Taken> prepared(Preparation preparation, Taken.Frame given, Instant takenAt) {
        if (preparation instanceof Preparation.Refused no) {
            refuse(given, no.rejection());
            return List.of();
        } else if (preparation instanceof Preparation.Dark) {
            metrics.frameInTheDark();
            return List.of();
        }
        Taken.Frame frame = ((Preparation.Prepared) preparation).frame();
        return model.isEmpty() ? List.of(frame) : seen(model.get(), frame, takenAt);
    }

    private List<Taken> seen(EdgeModel opened, Taken.Frame frame, Instant takenAt) {
        StationModel station = modelOf(frame);
        Instant at = frame.at().truncatedTo(ChronoUnit.MICROS);
        Admission admission = station.admission(journal.nextNumber(), at, takenAt);
        if (!opened.embeds() && !(admission instanceof Admission.Admitted)) {
            return List.of(frame);
        } else if (admission instanceof Admission.Skipped) {
            metrics.frameThinned();
            return List.of();
        }
        Optional<Embedding> embedding = opened.embed(frame.image());
        if (embedding.isEmpty()) {
            refuse(frame, new Rejection(Rejection.Reason.EMBEDDING_UNUSABLE, "The encoder makes nothing of it."));
            return List.of();
        }
        Slot slot = Slot.holding(at, opened.slotLength());
        boolean sent = !opened.embeds() || (opened.isAudited(slot) && station.isFirstSkyOf(slot));
        Optional<String> digest = sent ? Optional.of(Sha256.of(frame.image())) : Optional.empty();
        List<Taken> kept = new ArrayList<>();
        if (opened.embeds()) {
            metrics.frameEmbedded();
            kept.add(opened.sky(frame, embedding.get(), digest));
        }
        if (sent) {
            kept.add(frame);
        }
        if (admission instanceof Admission.Admitted) {
            kept.addAll(take(
                    station, entry(frame, takenAt, new Journal.Saw(opened.encoderSha256(), embedding.get(), digest))));
        }
        return kept;
    }

    private void refuse(Taken.Frame frame, Rejection rejection) {
        metrics.frameRefused();
        refused.keep(frame, rejection);
    }

    private Journal.Entry entry(Taken taken, Instant takenAt, Journal.Event event) {
        return new Journal.Entry(
                journal.nextNumber(),
                taken.stationId(),
                taken.at().truncatedTo(ChronoUnit.MICROS),
                takenAt.truncatedTo(ChronoUnit.MILLIS),
                event);
    }

    private StationModel modelOf(Taken taken) {
        StationModel station = models.get(taken.stationId());
        if (station == null) {
            throw new IllegalArgumentException("No station %s is named in the settings.".formatted(taken.stationId()));
        }
        return station;
    }

    private List<Taken> take(StationModel station, Journal.Entry entry) {
        Optional<Instant> before = station.forgettable();
        List<Taken> reports = new ArrayList<>();
        journal.append(entry);
        for (Forecast forecast : station.take(entry)) {
            remember(forecast);
            metrics.forecast();
            reports.add(new Taken.Report(
                    forecast.stationId(),
                    forecast.referenceTime(),
                    Topics.EDGE_FORECASTS.name(),
                    ForecastRecords.toAvro(forecast)));
        }
        station.forgettable()
                .filter(time -> !Optional.of(time).equals(before))
                .ifPresent(time -> journal.forget(entry.stationId(), time));
        return reports;
    }

    private void remember(Forecast forecast) {
        latest.put(forecast.stationId(), forecast);
    }

    @Override
    public void close() {
        model.ifPresent(EdgeModel::close);
    }
}
