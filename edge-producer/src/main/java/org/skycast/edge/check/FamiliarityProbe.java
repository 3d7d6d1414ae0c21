package org.skycast.edge.check;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.skycast.edge.spool.SpoolFile;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.learn.Familiarity;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Station;

/** A station, as the model would see it: whether it knows places like that from its training. */
final class FamiliarityProbe implements Probe {

    private final Station station;
    private final boolean adapts;
    private final Supplier<TrainingStatistics> training;
    private final SpoolFile spool;

    /**
     * @param adapts whether forecasts learn from the station
     * @param spool where its newest reading stands, if forecasts were made here before
     */
    FamiliarityProbe(Station station, boolean adapts, Supplier<TrainingStatistics> training, SpoolFile spool) {
        this.station = station;
        this.adapts = adapts;
        this.training = training;
        this.spool = spool;
    }

    @Override
    public String subject() {
        return "model " + station.id();
    }

    @Override
    public CheckFinding look(Duration limit) {
        Map<Variable, Double> newest = spool.exists() ? spool.newestReading(station.id()) : Map.of();
        return judge(new Familiarity(training.get()).unfamiliar(station.site(), features(newest)));
    }

    private static Map<Feature, Double> features(Map<Variable, Double> reading) {
        Map<Feature, Double> features = new EnumMap<>(Feature.class);
        reading.forEach((variable, value) ->
                Feature.named(variable.cfName()).ifPresent(feature -> features.put(feature, value)));
        return features;
    }

    CheckFinding judge(List<String> unfamiliar) {
        if (unfamiliar.isEmpty()) {
            return new CheckFinding.Ok("nothing that is known of it is unfamiliar to the model.");
        }
        return new CheckFinding.Warn("%s: unlike where the model was trained; %s"
                .formatted(
                        String.join(", ", unfamiliar),
                        adapts
                                ? "forecasts rest on persistence at first and learn within days."
                                : "forecasts will be poor, for adapt is off; set it on, and they learn within days."));
    }
}
