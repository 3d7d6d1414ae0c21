package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.SunPosition;

/** A station that never was: a wave a day, and a weather that wanders about it, drawn from a seed. Slots count from 0. */
final class SyntheticStation {

    static final Instant BEGIN = Instant.parse("2026-04-01T00:00:00Z");
    static final Duration SLOT = Duration.ofMinutes(10);
    static final int DAY = 144;
    static final Site SITE = new Site(48, 11, 500);

    private static final Map<Feature, Climate> CLIMATES = Map.of(
            Feature.AIR_TEMPERATURE, new Climate(15, 6, 0.99, 0.15),
            Feature.DEW_POINT, new Climate(4, 1, 0.99, 0.12),
            Feature.RELATIVE_HUMIDITY, new Climate(80, -25, 0.99, 1.5),
            Feature.PRESSURE, new Climate(955, 0.7, 0.998, 0.1),
            Feature.WIND_SPEED, new Climate(2, 1.5, 0.95, 0.4),
            Feature.GHI, new Climate(0.7, 0, 0.95, 0.08),
            Feature.RAIN, new Climate(-1.64, 0, 0.9, Math.sqrt(1 - 0.9 * 0.9)));

    private final String id;
    private final Site site;
    private final Measuring measuring;
    private final Map<Feature, double[]> weather = new EnumMap<>(Feature.class);
    private final Map<Integer, Double> brightness = new HashMap<>();

    /**
     * How one variable goes.
     *
     * @param wave its amplitude; the crest is in the afternoon
     * @param kept how much of a departure remains a slot later
     * @param shock the standard deviation of what comes to it in a slot
     */
    private record Climate(double mean, double wave, double kept, double shock) {}

    /** What the station says of what is: another number if its sensor is bad, and none where it is silent. */
    @FunctionalInterface
    interface Measuring {
        double of(Feature feature, int slot, double truth);

        Measuring WELL = (feature, slot, truth) -> truth;
        Measuring HOURLY = (feature, slot, truth) -> slot % 6 == 5 ? truth : Double.NaN;
    }

    SyntheticStation(String id, long seed, int days, Site site, Measuring measuring) {
        this.id = id;
        this.site = site;
        this.measuring = measuring;
        var random = new Random(seed);
        for (Feature feature : Feature.values()) {
            Climate climate = CLIMATES.get(feature);
            if (climate != null) {
                double[] departures = new double[DAY * days];
                for (int slot = 1; slot < departures.length; slot++) {
                    departures[slot] = climate.kept * departures[slot - 1] + climate.shock * random.nextGaussian();
                }
                weather.put(feature, departures);
            }
        }
    }

    SyntheticStation(long seed, int days) {
        this("x", seed, days, SITE, Measuring.WELL);
    }

    /** The same weather, measured otherwise. */
    static SyntheticStation measured(long seed, int days, Measuring measuring) {
        return new SyntheticStation("x", seed, days, SITE, measuring);
    }

    int slots() {
        return weather.get(Feature.AIR_TEMPERATURE).length;
    }

    Site site() {
        return site;
    }

    /** What is to be expected of a later slot by somebody who knows the climate and the weather of this one. */
    double expected(Feature feature, int slot, int later) {
        Climate climate = CLIMATES.get(feature);
        double departure = Math.pow(climate.kept, later) * weather.get(feature)[slot];
        double wave = climate.wave * -Math.cos(2 * Math.PI * ((slot + later) % DAY - 18) / DAY);
        double plain = climate.mean + wave + departure;
        return switch (feature) {
            case RELATIVE_HUMIDITY -> Math.max(5, Math.min(100, plain));
            case WIND_SPEED -> Math.max(0, plain);
            case GHI -> sun(slot + later) * Math.max(0.1, Math.min(1, plain));
            case RAIN -> plain > 0 ? 0.1 + plain : 0;
            default -> plain;
        };
    }

    /** The standard deviation of what then comes. */
    double spread(Feature feature, int slot, int later) {
        Climate climate = CLIMATES.get(feature);
        double squared = climate.kept * climate.kept;
        double unit = climate.shock * Math.sqrt((1 - Math.pow(squared, later)) / (1 - squared));
        return feature == Feature.GHI ? unit * sun(slot + later) : unit;
    }

    private double sun(int slot) {
        return brightness.computeIfAbsent(slot, number -> {
            Instant middle = of(number).midpoint();
            return Math.max(
                    0,
                    1000 * Math.sin(Math.toRadians(SunPosition.of(site, middle).elevation())));
        });
    }

    /** What the station says of a slot, in tenths; not a number where it says nothing. */
    double measured(Feature feature, int slot) {
        double said = measuring.of(feature, slot, expected(feature, slot, 0));
        return Double.isNaN(said) ? said : Math.rint(10 * said) / 10;
    }

    /** By how much that is off; 0 where it says nothing. */
    double error(Feature feature, int slot) {
        double off = measured(feature, slot) - expected(feature, slot, 0);
        return Double.isNaN(off) ? 0 : off;
    }

    /** What the log has of a slot; it stands there at its number. */
    LoggedObservation logged(int slot) {
        return new LoggedObservation(observation(slot, 0), new Origin("o", 0, slot), of(slot).end());
    }

    Observation observation(int slot, int revision) {
        Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            Feature feature = Feature.named(variable.cfName()).orElse(Feature.VISIBILITY);
            double said = weather.containsKey(feature) ? measured(feature, slot) : Double.NaN;
            if (!Double.isNaN(said)) {
                variables.put(variable, new Summary(said, said, said, 1, Set.of()));
            }
        }
        return new Observation(
                id, site, of(slot), revision, variables, Optional.empty(), Optional.of(of(slot).start()), List.of());
    }

    static Slot of(int slot) {
        return new Slot(BEGIN.plusSeconds(600L * slot), SLOT);
    }

    /** The number of the slot that starts then. */
    static int slotAt(Instant start) {
        return ending(start) + 1;
    }

    /** The number of the slot that ends then. */
    static int ending(Instant time) {
        return (int) (Duration.between(BEGIN, time).toMinutes() / SLOT.toMinutes()) - 1;
    }
}
