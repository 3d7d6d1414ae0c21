package org.skycast.inference.bundle;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skycast.inference.BundleException;
import org.skycast.inference.sky.EncoderSpec;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.station.Site;

/** A manifest in the domain's terms: what the forecaster reads, what it forecasts, and what it was trained on. */
final class ManifestSpecs {

    private final Manifest manifest;
    private final ManifestRules rules;

    /** @param where the manifest, for people */
    ManifestSpecs(Manifest manifest, String where) {
        this.manifest = manifest;
        this.rules = new ManifestRules(where);
    }

    /** @throws BundleException if an input is no variable, has another unit, or the slots do not go with the spec */
    FeatureSpec featureSpec() {
        List<Feature> columns = manifest.featureSpec().inputs().stream()
                .map(input -> feature("featureSpec.inputs", input.name(), input.units()))
                .toList();
        try {
            return new FeatureSpec(
                    manifest.featureSpec().version(),
                    Duration.ofMinutes(manifest.slotMinutes()),
                    manifest.historySlots(),
                    columns,
                    manifest.files().getOrDefault(manifest.encoder().file(), ""),
                    manifest.encoder().embeddingSize(),
                    Duration.ofMinutes(manifest.skyMaxAgeMinutes()));
        } catch (IllegalArgumentException e) {
            throw new BundleException(
                    "%s has a featureSpec that does not fit its slots. %s".formatted(rules.where(), e.getMessage()));
        }
    }

    /** @throws BundleException if a target or an event is of no variable, or has another unit */
    ForecastSpec forecastSpec() {
        return new ForecastSpec(
                manifest.leadMinutes().stream().map(Duration::ofMinutes).toList(),
                manifest.quantileLevels(),
                manifest.targets().stream()
                        .map(t -> new ForecastSpec.Target(
                                feature("targets", t.name(), t.units()), feature("requires", t.requires())))
                        .toList(),
                manifest.events().stream()
                        .map(e -> new ForecastSpec.Event(
                                e.name(),
                                feature("events", e.of(), e.units()),
                                e.threshold(),
                                feature("requires", e.requires())))
                        .toList());
    }

    EncoderSpec encoderSpec() {
        Manifest.Encoder encoder = manifest.encoder();
        return new EncoderSpec(
                encoder.input(),
                encoder.output(),
                encoder.embeddingSize(),
                encoder.width(),
                EncoderSpec.Channels.valueOf(encoder.channels()),
                encoder.mean(),
                encoder.std());
    }

    /** What the training saw of each input; it writes a mean of 0 and a std of 1 for one that it never saw. */
    TrainingStatistics statistics() {
        Map<Feature, TrainingStatistics.Spread> seen = new EnumMap<>(Feature.class);
        for (Manifest.Input input : manifest.featureSpec().inputs()) {
            boolean unseen = input.mean() == 0 && input.std() == 1;
            if (!unseen && input.std() > 0) {
                seen.put(
                        feature("featureSpec.inputs", input.name(), input.units()),
                        new TrainingStatistics.Spread(input.mean(), input.std()));
            }
        }
        return new TrainingStatistics(seen, sites(), elsewhere());
    }

    private Map<Feature, TrainingStatistics.Elsewhere> elsewhere() {
        Map<Feature, TrainingStatistics.Elsewhere> tried = new EnumMap<>(Feature.class);
        for (Manifest.Target target : manifest.targets()) {
            if (target.leftOut() != null && !target.leftOut().firstDays().isEmpty()) {
                var ratios = new TreeMap<Duration, Double>();
                target.leftOut()
                        .firstDays()
                        .forEach(at -> ratios.put(Duration.ofMinutes(at.leadMinutes()), at.ratio()));
                tried.put(feature("targets", target.name()), new TrainingStatistics.Elsewhere(ratios));
            }
        }
        return tried;
    }

    /** What the training saw, as far as the manifest tells. */
    List<TrainingPeriod> periods() {
        return Stream.ofNullable(manifest.trainedOn())
                .flatMap(List::stream)
                .flatMap(of -> Stream.concat(
                        period(of.name(), TrainingPeriod.Use.TRAINED, of.period()),
                        period(of.name(), TrainingPeriod.Use.VALIDATED, of.validated())))
                .toList();
    }

    private Stream<TrainingPeriod> period(String source, TrainingPeriod.Use use, @Nullable List<String> ends) {
        return Stream.ofNullable(ends).map(two -> TrainingPeriod.of(source, use, two, rules.where()));
    }

    /** Where the stations of the training stood, as far as the manifest tells. */
    private List<Site> sites() {
        return Stream.ofNullable(manifest.trainedOn())
                .flatMap(List::stream)
                .flatMap(trained -> Stream.ofNullable(trained.sites()).flatMap(List::stream))
                .map(place -> new Site(place.latitude(), place.longitude(), place.altitude()))
                .toList();
    }

    private Feature feature(String key, String name, String units) {
        Feature feature = feature(key, name);
        rules.require(feature.units().equals(units), key + " " + name, units, feature.units());
        return feature;
    }

    private Feature feature(String key, String name) {
        return Feature.named(name)
                .orElseThrow(() ->
                        new BundleException("%s names '%s' under %s, which is no variable that this version knows."
                                .formatted(rules.where(), name, key)));
    }
}
