package org.skycast.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.skycast.edge.simulate.SimulatedStation;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Station;

/**
 * What one station gives over half a day in which much goes wrong: slots without a frame, sensors that miss, a sensor
 * that sticks, an outage whose backlog comes hours later, and silence. The same at each call.
 */
final class StationLife {

    static final Station STATION = SimulatedStation.station(0);
    static final Instant START = Instant.parse("2026-06-01T03:00:00Z");
    private static final Duration SPAN = Duration.ofHours(13);

    private StationLife() {}

    /**
     * Something that happens.
     *
     * @param takenAt when the edge takes it, or looks at the clock
     * @param taken what it takes, if anything
     */
    record Happening(Instant takenAt, Optional<Sample> taken) {}

    static List<Happening> life() {
        List<Happening> life = new ArrayList<>();
        var random = new Random(7);
        try (var station = new SimulatedStation(STATION, 3, START, Optional.of(START.plus(SPAN)))) {
            for (Sample taken : station.takeBefore(Instant.MAX)) {
                happen(taken, random).ifPresent(life::add);
            }
        }
        for (Instant at = START; at.isBefore(START.plus(SPAN).plus(Duration.ofHours(2))); at = at.plusSeconds(120)) {
            life.add(new Happening(at.plusMillis(17), Optional.empty()));
        }
        life.sort(Comparator.comparing(Happening::takenAt));
        return life;
    }

    private static Optional<Happening> happen(Sample taken, Random random) {
        long minute = Duration.between(START, taken.at()).toMinutes();
        Instant soon = taken.at().plusMillis(1500 + random.nextInt(20_000));
        boolean silent = minute >= 300 && minute < 375;
        boolean backlog = minute >= 420 && minute < 465;
        if (silent || random.nextInt(40) == 0) {
            return Optional.empty();
        }
        if (taken instanceof Sample.Frame && (minute / 10 % 7 == 3 || random.nextInt(6) == 0)) {
            return Optional.empty();
        }
        Instant takenAt = backlog ? START.plus(Duration.ofMinutes(600)).plusMillis(minute * 40) : soon;
        return Optional.of(new Happening(
                takenAt, Optional.of(taken instanceof Sample.Values v ? bent(v, minute) : taken)));
    }

    private static Sample bent(Sample.Values values, long minute) {
        Map<Variable, Double> bent = new EnumMap<>(Variable.class);
        bent.putAll(values.values());
        if (minute % 50 < 15) {
            bent.remove(Variable.RELATIVE_HUMIDITY);
        }
        if (minute > 100 && minute < 500) {
            bent.put(Variable.WIND_SPEED, 4.25);
        }
        if (minute % 97 == 0) {
            bent.put(Variable.AIR_TEMPERATURE, Double.NaN);
        }
        // As a source with a finer clock than the wire's microseconds gives it.
        return new Sample.Values(values.stationId(), values.at().plusNanos(777), values.item(), bent);
    }
}
