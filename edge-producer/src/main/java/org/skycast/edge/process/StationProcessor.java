package org.skycast.edge.process;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.process.frame.FrameResult;
import org.skycast.edge.process.frame.RefusedFrames;
import org.skycast.edge.process.model.EdgeModel;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.process.model.StationModel;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.digest.Sha256;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Slot;
import org.skycast.records.ForecastRecords;
import org.skycast.topics.Topics;

/**
 * One station, from what its sources gave to what is kept: frames are prepared; where the settings say so they are
 * embedded, and forecasts are made. For one thread at a time.
 */
final class StationProcessor {

    private final FramePreparation preparation;
    private final RefusedFrames refused;
    private final Optional<Modelled> modelled;
    private final Map<String, Forecast> latest;
    private final EdgeMetrics metrics;
    private final List<Runnable> onCommit = new ArrayList<>();

    /** @param latest where the forecasts that are on disk stand, by station */
    StationProcessor(
            FramePreparation preparation,
            RefusedFrames refused,
            Optional<Modelled> modelled,
            Map<String, Forecast> latest,
            EdgeMetrics metrics) {
        this.preparation = preparation;
        this.refused = refused;
        this.modelled = modelled;
        this.latest = latest;
        this.metrics = metrics;
    }

    /** The networks, what they remember of the station, and where that is written down. */
    record Modelled(EdgeModel networks, StationModel station, ModelJournal journal) {}

    /** Takes what was taken before a restart. */
    void replay(ModelJournal.Entry entry) {
        modelled.ifPresent(model -> model.station().replay(entry).forEach(this::remember));
    }

    Processed process(Sample sample, Instant takenAt) {
        if (sample instanceof Sample.Frame frame) {
            return prepared(preparation.prepare(frame), frame, takenAt.truncatedTo(ChronoUnit.MILLIS));
        }
        Processed asItIs = Processed.asIs(List.of(sample));
        return modelled.isPresent() && sample instanceof Sample.Values values && forecastsHere()
                ? Processed.all(List.of(asItIs, read(modelled.get(), values, takenAt)))
                : asItIs;
    }

    private Processed read(Modelled model, Sample.Values values, Instant takenAt) {
        return take(model, entry(model, values, takenAt, new ModelJournal.Read(values.values())));
    }

    Processed advance(Instant now) {
        return modelled.filter(model -> forecastsHere())
                .flatMap(model -> model.station()
                        .silence(model.journal().nextNumber(), now.truncatedTo(ChronoUnit.MILLIS))
                        .map(silence -> take(model, silence)))
                .orElse(Processed.NOTHING);
    }

    void commit() {
        modelled.ifPresent(model -> model.station().commit());
        onCommit.forEach(Runnable::run);
        onCommit.clear();
    }

    void rollBack() {
        modelled.ifPresent(model -> model.station().rollBack());
        onCommit.clear();
    }

    private boolean forecastsHere() {
        return modelled.filter(model -> model.networks().forecasts()).isPresent();
    }

    private Processed prepared(FrameResult preparation, Sample.Frame given, Instant takenAt) {
        if (preparation instanceof FrameResult.Refused no) {
            return refuse(given, no.rejection());
        } else if (preparation instanceof FrameResult.Dark) {
            onCommit.add(metrics::frameInTheDark);
            return Processed.NOTHING;
        }
        Sample.Frame frame = ((FrameResult.Prepared) preparation).frame();
        return modelled.filter(model -> !model.networks().isGivenUp())
                .map(model -> seen(model, frame, takenAt))
                .orElseGet(() -> Processed.asIs(List.of(frame)));
    }

    private Processed seen(Modelled model, Sample.Frame frame, Instant takenAt) {
        EdgeModel networks = model.networks();
        Instant at = frame.at().truncatedTo(ChronoUnit.MICROS);
        Admission admission = model.station().admission(model.journal().nextNumber(), at, takenAt);
        if (!networks.embeds() && !(admission instanceof Admission.Admitted)) {
            return Processed.asIs(List.of(frame));
        } else if (admission instanceof Admission.Skipped) {
            onCommit.add(metrics::frameThinned);
            return Processed.NOTHING;
        }
        Optional<Embedding> embedding = networks.embed(frame.image());
        if (embedding.isEmpty()) {
            return refuse(
                    frame, new Rejection(Rejection.Reason.EMBEDDING_UNUSABLE, "The encoder makes nothing of it."));
        }
        Slot slot = Slot.holding(at, networks.slotLength());
        boolean sent = !networks.embeds()
                || (networks.isAudited(slot) && model.station().isFirstSkyOf(slot));
        Optional<String> digest = sent ? Optional.of(Sha256.of(frame.image())) : Optional.empty();
        List<Sample> toSend = new ArrayList<>();
        if (networks.embeds()) {
            onCommit.add(metrics::frameEmbedded);
            toSend.add(networks.sky(frame, embedding.get(), digest));
        }
        if (sent) {
            toSend.add(frame);
        }
        if (!(admission instanceof Admission.Admitted)) {
            return Processed.asIs(toSend);
        }
        var saw = new ModelJournal.Saw(networks.encoderSha256(), embedding.get(), digest);
        return Processed.all(List.of(Processed.asIs(toSend), take(model, entry(model, frame, takenAt, saw))));
    }

    /** Kept to be looked at even where the rest cannot be: it is the same file when the frame comes again. */
    private Processed refuse(Sample.Frame frame, Rejection rejection) {
        refused.keep(frame, rejection);
        onCommit.add(metrics::frameRefused);
        return Processed.NOTHING;
    }

    private static ModelJournal.Entry entry(Modelled model, Sample sample, Instant takenAt, ModelJournal.Event event) {
        return new ModelJournal.Entry(
                model.journal().nextNumber(),
                sample.stationId(),
                sample.at().truncatedTo(ChronoUnit.MICROS),
                takenAt.truncatedTo(ChronoUnit.MILLIS),
                event);
    }

    private Processed take(Modelled model, ModelJournal.Entry entry) {
        List<ModelJournal.Change> changes = new ArrayList<>(List.of(entry));
        List<Sample> reports = new ArrayList<>();
        for (Forecast forecast : model.station().take(entry)) {
            remember(forecast);
            onCommit.add(metrics::forecast);
            reports.add(new Sample.Report(
                    forecast.stationId(),
                    forecast.referenceTime(),
                    Topics.EDGE_FORECASTS.name(),
                    ForecastRecords.toAvro(forecast)));
        }
        changes.addAll(model.station().settle(entry));
        return new Processed(reports, changes);
    }

    private void remember(Forecast forecast) {
        onCommit.add(() -> latest.put(forecast.stationId(), forecast));
    }
}
