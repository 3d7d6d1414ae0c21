package org.skycast.edge.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.frame.FramePreparation;
import org.skycast.edge.process.frame.PictureSettings;
import org.skycast.edge.process.frame.RefusedFrames;
import org.skycast.edge.process.model.EdgeModel;
import org.skycast.edge.process.model.InferenceSettings;
import org.skycast.edge.process.model.InferenceSettings.Adapt;
import org.skycast.edge.process.model.InferenceSettings.Place;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Sample;
import org.skycast.inference.BundleException;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.station.Station;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes the samples of the stations that the settings name. */
public final class EdgeProcessor implements SampleProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeProcessor.class);

    private final Optional<EdgeModel> model;
    private final EdgeMetrics metrics;
    private final Map<String, StationProcessor> stations = new TreeMap<>();
    private final Map<String, Forecast> latest = new ConcurrentSkipListMap<>();

    private EdgeProcessor(Optional<EdgeModel> model, EdgeMetrics metrics) {
        this.model = model;
        this.metrics = metrics;
    }

    /**
     * A station and what is made of its camera's pictures.
     *
     * @param picture the settings of that
     * @param adapt whether forecasts learn from it, where that is not as for the others
     */
    public record Pictured(Station station, PictureSettings picture, Optional<Adapt> adapt) {}

    /**
     * Opens the model, if there is something for it to do, and goes on where the journal ends.
     *
     * @param refused the folder of frames that cannot be used; made when it is needed
     * @throws org.skycast.inference.BundleException if the model bundle cannot be used
     */
    public static EdgeProcessor open(
            List<Pictured> stations,
            Optional<InferenceSettings> inference,
            Path refused,
            ModelJournal journal,
            EdgeMetrics metrics) {
        Optional<EdgeModel> model = inference
                .filter(settings -> settings.embed() == Place.edge || settings.forecast() == Place.edge)
                .map(EdgeModel::open);
        var processor = new EdgeProcessor(model, metrics);
        var frames = new RefusedFrames(refused);
        for (Pictured pictured : stations) {
            Station station = pictured.station();
            var preparation = new FramePreparation(pictured.picture(), station.site());
            Optional<StationProcessor.Modelled> modelled = model.map(opened -> new StationProcessor.Modelled(
                    opened, opened.of(station, pictured.adapt(), journal.taught(station.id())), journal));
            processor.stations.put(
                    station.id(), new StationProcessor(preparation, frames, modelled, processor.latest, metrics));
        }
        if (model.isPresent()) {
            processor.goOn(journal);
        }
        return processor;
    }

    private void goOn(ModelJournal journal) {
        try {
            replay(journal);
        } catch (BundleException e) {
            stations.values().forEach(StationProcessor::rollBack);
            giveUpModel(String.valueOf(e.getMessage()));
        }
    }

    private void replay(ModelJournal journal) {
        journal.forEach(entry ->
                Optional.ofNullable(stations.get(entry.stationId())).ifPresent(station -> station.replay(entry)));
        stations.values().forEach(StationProcessor::commit);
    }

    @Override
    public List<String> stations() {
        return List.copyOf(stations.keySet());
    }

    @Override
    public Processed process(List<Sample> samples, Instant takenAt) {
        List<Processed> parts = new ArrayList<>();
        for (Sample sample : samples) {
            parts.add(
                    sample instanceof Sample.Report
                            ? Processed.asIs(List.of(sample))
                            : station(sample.stationId()).process(sample, takenAt));
        }
        return Processed.all(parts);
    }

    @Override
    public Processed advance(String station, Instant now) {
        return station(station).advance(now);
    }

    @Override
    public void commit(String station) {
        station(station).commit();
    }

    @Override
    public void rollBack(String station) {
        station(station).rollBack();
    }

    private StationProcessor station(String id) {
        StationProcessor station = stations.get(id);
        if (station == null) {
            throw new IllegalArgumentException("No station %s is named in the settings.".formatted(id));
        }
        return station;
    }

    @Override
    public void giveUpModel(String why) {
        if (model.filter(EdgeModel::giveUp).isPresent()) {
            metrics.modelGivenUp();
            LOG.error(
                    "There are no forecasts and embeddings from here any more, and frames and readings go on: {}", why);
        }
    }

    @Override
    public LatestForecasts forecasts() {
        return () -> List.copyOf(latest.values());
    }

    @Override
    public void close() {
        model.ifPresent(EdgeModel::close);
    }
}
