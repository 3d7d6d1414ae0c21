package org.skycast.edge.process.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

/**
 * Ten days at a station, as it gives them: outages of hours, a day and three days, some with a clock that looks on and some
 * without; readings that come late or too late; a sensor that stands still over midnight; a day of nothing that a model reads.
 */
final class TaughtFeed {

    static final Instant START = Instant.parse("2026-06-01T05:00:00Z");
    static final String ENCODER = "e";

    private static final Duration DAYS = Duration.ofDays(10);

    private final Random random;
    private final List<Given> given = new ArrayList<>();

    /** What is taken, and when: a reading, a sky, or a look at the clock. */
    record Given(Instant at, Instant takenAt, Optional<ModelJournal.Event> event) {}

    private TaughtFeed(long seed) {
        this.random = new Random(seed);
    }

    /** The same seed gives the same days. */
    static List<Given> of(long seed) {
        var feed = new TaughtFeed(seed);
        for (int minute = 0; minute < DAYS.toMinutes(); minute += 5) {
            feed.minute(minute, minute / 60.0);
        }
        return feed.given;
    }

    private void minute(int minute, double hour) {
        Instant now = START.plus(Duration.ofMinutes(minute)).plusMillis(random.nextInt(60_000));
        boolean outage = isIn(hour, 30, 5) || isIn(hour, 70, 26) || isIn(hour, 120, 74);
        boolean looked = !isIn(hour, 70, 26);
        if (!outage) {
            double value =
                    isIn(hour, 40, 9) ? 12.5 : 12 + 5 * Math.sin(hour / 24 * 2 * Math.PI) + random.nextGaussian();
            if (random.nextInt(10) > 0) {
                given.add(new Given(late(now), now, Optional.of(isIn(hour, 205, 20) ? wind() : read(value))));
            }
            if (random.nextInt(3) == 0 && !isIn(hour, 205, 20)) {
                given.add(new Given(now, now, Optional.of(saw())));
            }
        }
        if (looked && random.nextInt(3) == 0) {
            given.add(new Given(now, now, Optional.empty()));
        }
    }

    private static boolean isIn(double hour, double from, double hours) {
        return hour >= from && hour < from + hours;
    }

    private Instant late(Instant now) {
        return switch (random.nextInt(20)) {
            case 0 -> now.minus(Duration.ofMinutes(random.nextInt(90)));
            case 1 -> now.minus(Duration.ofMinutes(random.nextInt(30 * 60)));
            default -> now;
        };
    }

    private ModelJournal.Event read(double value) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        values.put(Variable.AIR_TEMPERATURE, random.nextInt(60) == 0 ? 70 : Math.round(value * 10) / 10.0);
        if (random.nextInt(4) > 0) {
            values.put(Variable.RELATIVE_HUMIDITY, 60 + value);
        }
        return new ModelJournal.Read(values);
    }

    /** A direction without a speed says nothing to a model. */
    private ModelJournal.Event wind() {
        return new ModelJournal.Read(Map.of(Variable.WIND_DIRECTION, random.nextInt(360) * 1.0));
    }

    private ModelJournal.Event saw() {
        return new ModelJournal.Saw(
                ENCODER, Embedding.of(new float[] {random.nextFloat(), random.nextFloat()}), Optional.empty());
    }
}
