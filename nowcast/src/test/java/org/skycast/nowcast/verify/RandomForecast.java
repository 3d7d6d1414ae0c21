package org.skycast.nowcast.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.observe.Origin;

/** Forecasts that hold whatever a forecast can hold, as a seed says. */
final class RandomForecast {

    private static final float[] FLOATS = {
        Float.NaN, -0.0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE
    };

    private static final double[] DOUBLES = {
        Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    private final Random random;

    RandomForecast(long seed) {
        this.random = new Random(seed);
    }

    /** One that waits. */
    Awaited awaited() {
        return new Awaited(origin(), forecast());
    }

    private Forecast forecast() {
        List<Duration> leads = some(30, this::span);
        List<Double> levels = some(7, this::real);
        return new Forecast(
                text(),
                time(),
                time(),
                lineage(),
                some(12, () -> variable(perhapsOther(leads, this::span), perhapsOther(levels, this::real))),
                some(4, () -> event(perhapsOther(leads, this::span))),
                real(),
                some(3, this::text),
                some(3, this::text),
                perhaps(this::span),
                perhaps(this::span));
    }

    private Forecast.Lineage lineage() {
        return new Forecast.Lineage(
                new Forecaster.Model(text(), text(), text()),
                text(),
                origin(),
                some(200, () -> new Forecast.SlotRevision(time(), random.nextInt())),
                perhaps(() -> new Learnt(time(), random.nextInt(), random.nextLong(), some(3, this::weights))));
    }

    private Learnt.Weights weights() {
        return new Learnt.Weights(feature(), some(5, this::span), some(5, this::values));
    }

    private Forecast.OfVariable variable(List<Duration> leads, List<Double> levels) {
        return new Forecast.OfVariable(
                feature(), leads, levels, some(30, this::values), perhapsReal(), perhaps(this::values));
    }

    private Forecast.OfEvent event(List<Duration> leads) {
        var event = new ForecastSpec.Event(text(), feature(), real(), feature());
        return new Forecast.OfEvent(event, leads, values(), perhapsReal(), perhaps(this::span), perhaps(this::values));
    }

    private List<Float> values() {
        return some(random.nextInt(20) == 0 ? 300 : 9, () -> {
            int which = random.nextInt(4 * FLOATS.length);
            return which < FLOATS.length ? FLOATS[which] : (float) random.nextGaussian();
        });
    }

    private double real() {
        int which = random.nextInt(4 * DOUBLES.length);
        return which < DOUBLES.length ? DOUBLES[which] : random.nextGaussian();
    }

    private OptionalDouble perhapsReal() {
        return random.nextBoolean() ? OptionalDouble.of(real()) : OptionalDouble.empty();
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private Duration span() {
        return Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private Feature feature() {
        return Feature.values()[random.nextInt(Feature.values().length)];
    }

    private Origin origin() {
        return new Origin(text(), random.nextInt(), random.nextLong());
    }

    private String text() {
        return random.nextInt(500) == 0 ? "é".repeat(20_000) : "ä€😀z".repeat(random.nextInt(20));
    }

    private <T> List<T> perhapsOther(List<T> list, Supplier<T> value) {
        return random.nextInt(3) == 0 ? some(5, value) : list;
    }

    private <T> Optional<T> perhaps(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(int most, Supplier<T> value) {
        List<T> some = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            some.add(value.get());
        }
        return some;
    }
}
