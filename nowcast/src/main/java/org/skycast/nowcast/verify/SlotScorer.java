package org.skycast.nowcast.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/** Scores a forecast by one slot. */
record SlotScorer(Awaited awaited, Slot slot, Site site) {

    /** Degrees; with the sun lower than this, irradiance is scored as night. */
    static final double SUN_UP = 3;

    /** The scores by the values that the slot had when it was first published. */
    List<Scored> first(Truth truth) {
        return scores(truth.first(), Set.of(), false);
    }

    /** What remains to be said once no value can come any more: scores by the newest revision, or that it is missing. */
    List<Scored> last(Optional<Truth> truth) {
        return scores(
                truth.map(Truth::newest).orElse(Map.of()),
                truth.map(t -> t.first().keySet()).orElse(Set.of()),
                true);
    }

    private List<Scored> scores(Map<Feature, Double> values, Set<Feature> scored, boolean last) {
        List<Scored> scores = new ArrayList<>();
        for (Forecast.OfVariable said : awaited.forecast().variables()) {
            boolean dark = said.feature() == Feature.GHI && isNight();
            if (said.leads().contains(lead()) && !dark && !scored.contains(said.feature())) {
                score(said.feature().cfName(), values.get(said.feature()), last, truth -> of(said, truth))
                        .ifPresent(scores::add);
            }
        }
        for (Forecast.OfEvent said : awaited.forecast().events()) {
            if (said.leads().contains(lead()) && !scored.contains(said.event().of())) {
                score(said.event().name(), values.get(said.event().of()), last, truth -> of(said, truth))
                        .ifPresent(scores::add);
            }
        }
        return scores;
    }

    private Optional<Scored> score(String name, @Nullable Double truth, boolean last, DoubleFunction<Score> by) {
        if (truth == null && !last) {
            return Optional.empty();
        }
        Score score = truth == null
                ? new Score.Missing(name, lead(), awaited.forecast().referenceTime())
                : by.apply(truth);
        return Optional.of(new Scored(awaited, score));
    }

    private boolean isNight() {
        return SunPosition.of(site, slot.midpoint()).elevation() < SUN_UP;
    }

    private Duration lead() {
        return Duration.between(awaited.forecast().referenceTime(), slot.end());
    }

    private Score of(Forecast.OfVariable said, double truth) {
        int at = said.leads().indexOf(lead());
        List<Float> quantiles = said.values().get(at);
        double low = quantiles.get(nearest(said.levels(), 0.1));
        double high = quantiles.get(nearest(said.levels(), 0.9));
        return new Score.OfVariable(
                said.feature().cfName(),
                lead(),
                awaited.forecast().referenceTime(),
                truth,
                quantiles.get(nearest(said.levels(), 0.5)) - truth,
                Score.crps(said.levels(), quantiles, truth),
                truth >= low && truth <= high,
                less(said.newest(), truth),
                less(at(said.bundle(), at), truth));
    }

    private Score of(Forecast.OfEvent said, double truth) {
        int at = said.leads().indexOf(lead());
        double threshold = said.event().threshold();
        OptionalDouble newest = said.newest();
        return new Score.OfEvent(
                said.event().name(),
                lead(),
                awaited.forecast().referenceTime(),
                said.probabilities().get(at),
                truth >= threshold,
                newest.isPresent() ? Optional.of(newest.getAsDouble() >= threshold) : Optional.empty(),
                at(said.bundle(), at));
    }

    private static OptionalDouble at(Optional<List<Float>> bundle, int lead) {
        return bundle.map(own -> OptionalDouble.of(own.get(lead))).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble less(OptionalDouble said, double truth) {
        return said.isPresent() ? OptionalDouble.of(said.getAsDouble() - truth) : OptionalDouble.empty();
    }

    private static int nearest(List<Double> levels, double level) {
        int nearest = 0;
        for (int i = 1; i < levels.size(); i++) {
            if (Math.abs(levels.get(i) - level) < Math.abs(levels.get(nearest) - level)) {
                nearest = i;
            }
        }
        return nearest;
    }
}
