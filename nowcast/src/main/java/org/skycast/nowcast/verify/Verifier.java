package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.skycast.nowcast.forecast.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.History.Past;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.SunPosition;

/**
 * One station's forecasts until their truth arrives. A slot counts as it was first published; an amendment of it scores
 * nothing anew. Irradiance is scored by day: by night it says nothing of skill.
 */
public final class Verifier {

    /** Degrees; with the sun lower than this, irradiance is scored as night. */
    public static final double SUN_UP = 3;

    private final TreeMap<Instant, Pending> pending = new TreeMap<>();

    private record Pending(Forecast forecast, Map<Feature, Double> now) {}

    /** Scores what {@code observation} is the truth of, then keeps the forecast that was made of it. */
    public List<Score> take(Observation observation, Optional<Forecast> made) {
        List<Score> scores = observation.revision() == 0 ? scores(observation) : List.of();
        Past now = Past.of(observation);
        made.ifPresent(forecast -> pending.put(forecast.referenceTime(), new Pending(forecast, now.values())));
        if (!pending.isEmpty()) {
            pending.headMap(observation.slot().end().minus(longestLead())).clear();
        }
        return scores;
    }

    private Duration longestLead() {
        return pending.values().stream()
                .flatMap(waiting -> leads(waiting.forecast()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Stream<Duration> leads(Forecast forecast) {
        return Stream.concat(
                forecast.variables().stream().flatMap(v -> v.leads().stream()),
                forecast.events().stream().flatMap(e -> e.leads().stream()));
    }

    private List<Score> scores(Observation observation) {
        Slot slot = observation.slot();
        Map<Feature, Double> truth = new TreeMap<>(Past.of(observation).values());
        if (SunPosition.of(observation.site(), slot.midpoint()).elevation() < SUN_UP) {
            truth.remove(Feature.GHI);
        }
        List<Score> scores = new ArrayList<>();
        for (Pending waiting : pending.values()) {
            Duration lead = Duration.between(waiting.forecast().referenceTime(), slot.end());
            for (Forecast.OfVariable said : waiting.forecast().variables()) {
                Optional.ofNullable(truth.get(said.feature()))
                        .flatMap(value -> score(waiting, said, lead, value))
                        .ifPresent(scores::add);
            }
            for (Forecast.OfEvent said : waiting.forecast().events()) {
                int at = said.leads().indexOf(lead);
                Double value = truth.get(said.event().of());
                if (at >= 0 && value != null) {
                    boolean happened = value >= said.event().threshold();
                    scores.add(new Score.OfEvent(
                            said.event().name(),
                            lead,
                            waiting.forecast().referenceTime(),
                            said.probabilities().get(at),
                            happened,
                            Optional.ofNullable(waiting.now().get(said.event().of()))
                                    .map(held -> held >= said.event().threshold())));
                }
            }
        }
        return scores;
    }

    private static Optional<Score> score(Pending waiting, Forecast.OfVariable said, Duration lead, double truth) {
        int at = said.leads().indexOf(lead);
        if (at < 0) {
            return Optional.empty();
        }
        List<Float> quantiles = said.values().get(at);
        double low = quantiles.get(nearest(said.levels(), 0.1));
        double high = quantiles.get(nearest(said.levels(), 0.9));
        Double now = waiting.now().get(said.feature());
        return Optional.of(new Score.OfVariable(
                said.feature().cfName(),
                lead,
                waiting.forecast().referenceTime(),
                truth,
                quantiles.get(nearest(said.levels(), 0.5)) - truth,
                Score.crps(said.levels(), quantiles, truth),
                truth >= low && truth <= high,
                now == null ? OptionalDouble.empty() : OptionalDouble.of(now - truth)));
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
