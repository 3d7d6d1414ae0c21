package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;

/** Made-up scores of two models. */
final class Scores {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Duration SLOT = Duration.ofMinutes(10);
    static final Model CHAMPION = new Model("champion", "1", "c".repeat(64));
    static final Model SHADOW = new Model("shadow", "1", "d".repeat(64));
    static final List<Duration> LEADS = List.of(SLOT, Duration.ofMinutes(60), Duration.ofMinutes(240));
    static final String TEMPERATURE = "air_temperature";

    private Scores() {}

    static Scored scored(Model model, Score score) {
        var lineage =
                new Forecast.Lineage(model, "slots-1", new Origin("observations", 0, 1), List.of(), Optional.empty());
        var forecast = new Forecast(
                "a",
                score.referenceTime(),
                score.referenceTime(),
                lineage,
                List.of(),
                List.of(),
                1,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Scored(
                new Awaited(new Origin(model.id(), 0, score.referenceTime().getEpochSecond()), forecast), score);
    }

    static Score.OfVariable temperature(Instant foretold, Duration lead, double error, double persistence) {
        return temperature(foretold, lead, error, persistence, OptionalDouble.empty());
    }

    static Score.OfVariable temperature(
            Instant foretold, Duration lead, double error, double persistence, OptionalDouble bundle) {
        return new Score.OfVariable(
                TEMPERATURE,
                lead,
                foretold.minus(lead),
                10,
                error,
                Math.abs(error) / 2,
                Math.abs(error) < 1,
                OptionalDouble.of(persistence),
                bundle);
    }

    /** A score of the slot that ends at {@code foretold}, of any kind. */
    static Score any(Random random, Instant foretold, Duration lead) {
        Instant reference = foretold.minus(lead);
        return switch (random.nextInt(4)) {
            case 0 -> new Score.Missing(random.nextBoolean() ? TEMPERATURE : "rain", lead, reference);
            case 1 ->
                new Score.OfEvent(
                        "rain",
                        lead,
                        reference,
                        random.nextDouble(),
                        random.nextBoolean(),
                        random.nextBoolean() ? Optional.of(random.nextBoolean()) : Optional.empty(),
                        bundle(random));
            case 2 ->
                new Score.OfVariable(
                        TEMPERATURE,
                        lead,
                        reference,
                        random.nextGaussian(),
                        random.nextGaussian(),
                        random.nextDouble(),
                        random.nextBoolean(),
                        OptionalDouble.empty(),
                        bundle(random));
            default -> temperature(foretold, lead, random.nextGaussian(), random.nextGaussian(), bundle(random));
        };
    }

    private static OptionalDouble bundle(Random random) {
        return random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty();
    }
}
