package org.skycast.nowcast.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.skycast.nowcast.verify.Score;

/**
 * Scores that are drawn, not forecast: of two variables and an event at two leads, with a weather of the day that all
 * stations share.
 */
final class MadeCases {

    static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    static final List<Duration> LEADS = List.of(Duration.ofMinutes(10), Duration.ofHours(4));

    private final Random random;
    private final int days;
    private final double scale;
    private final double noise;

    /**
     * @param scale the candidate's error, in champion's errors
     * @param noise by how much the candidate's error varies by itself
     */
    MadeCases(long seed, int days, double scale, double noise) {
        this.random = new Random(seed);
        this.days = days;
        this.scale = scale;
        this.noise = noise;
    }

    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double weather = Math.exp(0.3 * random.nextGaussian());
            double luck = noise * random.nextGaussian();
            for (String station : List.of("a", "b", "c")) {
                for (int hour = 0; hour < 24; hour += 3) {
                    Instant reference = BEGIN.plus(Duration.ofHours(24L * day + hour));
                    for (Duration lead : LEADS) {
                        cases.add(variable("air_temperature", station, reference, lead, weather, luck));
                        cases.add(variable("wind_speed", station, reference, lead, 3 * weather, luck));
                        cases.add(event(station, reference, lead, luck));
                    }
                }
            }
        }
        return cases;
    }

    private Case variable(String name, String station, Instant reference, Duration lead, double weather, double luck) {
        double champion = weather * random.nextGaussian();
        double candidate = champion * (scale + luck);
        double truth = random.nextInt(200) / 10.0;
        OptionalDouble persistence = random.nextInt(4) == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2 * weather * random.nextGaussian());
        return new Case(
                station,
                of(name, reference, lead, truth, candidate, persistence),
                of(name, reference, lead, truth, champion, persistence));
    }

    static Score.OfVariable of(
            String name, Instant reference, Duration lead, double truth, double error, OptionalDouble persistence) {
        double absolute = Math.abs(error);
        return new Score.OfVariable(
                name,
                lead,
                reference,
                truth,
                error,
                0.7 * absolute,
                absolute < 1.28,
                persistence,
                OptionalDouble.empty());
    }

    private Case event(String station, Instant reference, Duration lead, double luck) {
        boolean rains = random.nextInt(5) == 0;
        double missed = 0.6 * random.nextDouble();
        double other = Math.max(0, Math.min(1, missed * (scale + luck)));
        Optional<Boolean> before = Optional.of(random.nextInt(4) == 0 ? !rains : rains);
        return new Case(
                station,
                new Score.OfEvent(
                        "rain", lead, reference, rains ? 1 - other : other, rains, before, OptionalDouble.empty()),
                new Score.OfEvent(
                        "rain", lead, reference, rains ? 1 - missed : missed, rains, before, OptionalDouble.empty()));
    }

    static Comparison compare(Iterable<Case> cases) {
        var comparison = new Comparison();
        cases.forEach(comparison::add);
        return comparison;
    }
}
