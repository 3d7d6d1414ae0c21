package org.skycast.nowcast.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.station.Site;

/**
 * The forecast to beat: the weather stays as it is. Its quantiles are those of its own errors at this station over the
 * past that the history holds; an event's probability is how often it followed, at this distance, on the state that
 * holds now.
 */
public final class Persistence implements Forecaster {

    /** Fewer past errors than this say nothing about their spread. */
    private static final int ENOUGH = 12;

    /** How far back it learns its errors from. */
    private static final Duration PAST = Duration.ofDays(2);

    private final FeatureSpec featureSpec;
    private final ForecastSpec forecastSpec;

    public Persistence(FeatureSpec featureSpec, ForecastSpec forecastSpec) {
        this.featureSpec = featureSpec;
        this.forecastSpec = forecastSpec;
    }

    @Override
    public Model model() {
        return new Model("persistence", "1", "");
    }

    @Override
    public FeatureSpec featureSpec() {
        return featureSpec;
    }

    @Override
    public ForecastSpec forecastSpec() {
        return forecastSpec;
    }

    @Override
    public Reach remembers() {
        return new Reach(PAST, featureSpec.skyMaxAge());
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        var quantiles =
                new float[forecastSpec.targets().size()][forecastSpec.leads().size()][];
        var probabilities =
                new float[forecastSpec.events().size()][forecastSpec.leads().size()];
        for (int i = 0; i < quantiles.length; i++) {
            var series = new Series(history, forecastSpec.targets().get(i).feature(), reference);
            for (int lead = 0; lead < quantiles[i].length; lead++) {
                quantiles[i][lead] = series.quantiles(forecastSpec.leads().get(lead));
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            ForecastSpec.Event event = forecastSpec.events().get(i);
            var series = new Series(history, event.of(), reference);
            for (int lead = 0; lead < probabilities[i].length; lead++) {
                probabilities[i][lead] = series.probability(forecastSpec.leads().get(lead), event.threshold());
            }
        }
        return new Prediction(quantiles, probabilities);
    }

    /** One feature's past, and its newest value within the history. */
    private final class Series {

        private final TreeMap<Instant, Double> values = new TreeMap<>();
        private final Optional<Map.Entry<Instant, Double>> newest;
        private final Instant newestSlot;

        Series(History history, Feature feature, Instant reference) {
            history.slots()
                    .forEach(slot -> Optional.ofNullable(slot.values().get(feature))
                            .ifPresent(value -> values.put(slot.start(), value)));
            Duration span = featureSpec.slotLength().multipliedBy(featureSpec.historySlots());
            newest = Optional.ofNullable(
                    values.tailMap(reference.minus(span), true).lastEntry());
            newestSlot = reference.minus(featureSpec.slotLength());
        }

        float[] quantiles(Duration lead) {
            float[] said = new float[forecastSpec.quantileLevels().size()];
            double[] errors = newest.isEmpty()
                    ? new double[0]
                    : values.entrySet().stream()
                            .flatMapToDouble(
                                    then -> before(then.getKey(), lead).map(before -> then.getValue() - before).stream()
                                            .mapToDouble(Double::doubleValue))
                            .sorted()
                            .toArray();
            for (int i = 0; i < said.length; i++) {
                said[i] = errors.length < ENOUGH
                        ? Float.NaN
                        : (float) (newest.orElseThrow().getValue()
                                + quantile(errors, forecastSpec.quantileLevels().get(i)));
            }
            return said;
        }

        float probability(Duration lead, double threshold) {
            if (newest.isEmpty()) {
                return Float.NaN;
            }
            boolean now = newest.get().getValue() >= threshold;
            int same = 0;
            int followed = 0;
            for (Map.Entry<Instant, Double> then : values.entrySet()) {
                Optional<Double> before = before(then.getKey(), lead);
                if (before.isPresent() && (before.get() >= threshold) == now) {
                    same++;
                    followed += then.getValue() >= threshold ? 1 : 0;
                }
            }
            // Laplace's rule of succession: an event never seen is not an impossible one.
            return same < ENOUGH ? Float.NaN : (followed + 1f) / (same + 2f);
        }

        /** The value as far before {@code time} as the newest value will be before the slot that is forecast. */
        private Optional<Double> before(Instant time, Duration lead) {
            Duration age = Duration.between(newest.orElseThrow().getKey(), newestSlot);
            return Optional.ofNullable(values.get(time.minus(lead).minus(age)));
        }
    }

    /** The quantile of sorted values by linear interpolation (Hyndman and Fan, type 7). */
    static double quantile(double[] sorted, double level) {
        double at = level * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
