package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stream;

/** Readings that can be read: values, times and numbers that cannot be, and some that only look so. */
final class ReadingFaults {

    private static final Duration ODD = Duration.ofSeconds(30);
    private static final String[] PLACES = {
        "airTemperature", "relativeHumidity", "airPressure", "windSpeed", "visibility"
    };

    private final Random random;
    private final List<HostileStation> stations;

    ReadingFaults(Random random, List<HostileStation> stations) {
        this.random = random;
        this.stations = stations;
    }

    private HostileStation any() {
        return stations.get(random.nextInt(stations.size()));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    HostileKinds kinds() {
        return new HostileKinds()
                .all(values())
                .all(times())
                .all(numbers())
                .all(names())
                .one("good reading", () -> any().good());
    }

    private HostileKinds values() {
        List<Double> nones = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        List<Double> impossible = List.of(4e6, -1e300, Double.MAX_VALUE, 1e9, -300.0);
        return new HostileKinds()
                .one("no number", () -> alone(one(nones), Reason.NOT_FINITE))
                .one("impossible value", () -> alone(one(impossible), Reason.OUT_OF_RANGE))
                .one("no number beside a value", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.after(Duration.ofMinutes(1))).with("airPressure", one(nones));
                    return of.sent(reading, new Fate.PartlyUsed(Reason.NOT_FINITE));
                })
                .one("no number and an impossible value", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now().plus(ODD))
                            .with("airTemperature", one(impossible))
                            .with("windSpeed", one(nones));
                    return of.sent(reading, Fate.Rejected.as(Reason.NOT_FINITE, Reason.OUT_OF_RANGE));
                })
                .one("minus zero", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.after(Duration.ofMinutes(1)))
                            .with("rainfallAmount", -0.0)
                            .with("windSpeed", -0.0);
                    return of.sent(reading, new Fate.Used());
                })
                .some("jump", () -> {
                    HostileStation of = any();
                    HostileRecord before = of.good();
                    Draft jump = of.reading(of.now().plus(ODD)).with("airTemperature", 45.0);
                    of.after(Duration.ofMinutes(4));
                    return List.of(before, of.sent(jump, Fate.Rejected.as(Reason.STEP)));
                })
                .one("no value at all", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now());
                    reading.record().put("airTemperature", null);
                    return of.sent(reading, new Fate.Taken());
                })
                .one("long status with control characters", () -> {
                    HostileStation of = any();
                    String status = "\u001b[2J\r\n2026 ERROR forged\u202e".repeat(1 + random.nextInt(8_000));
                    return of.sent(of.reading(of.after(Duration.ofMinutes(1))).with("status", status), new Fate.Used());
                });
    }

    private HostileRecord alone(double value, Reason reason) {
        HostileStation of = any();
        Draft reading = of.reading(of.now().plus(ODD));
        reading.record().put("airTemperature", null);
        reading.with(PLACES[random.nextInt(PLACES.length)], value);
        return of.sent(reading, Fate.Rejected.as(reason));
    }

    private HostileKinds times() {
        List<Object> ahead = List.of(
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                Long.MAX_VALUE,
                Long.MAX_VALUE - 599_999_999,
                Instant.parse("2262-04-11T23:47:16Z"));
        List<Object> old = List.of(
                Instant.parse("0001-01-01T00:00:00Z"),
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                0L,
                Instant.parse("1990-01-01T00:00:00Z"));
        return new HostileKinds()
                .one("time far ahead", () -> at(one(ahead), Reason.IN_FUTURE))
                .one("time long ago", () -> at(one(old), Reason.TOO_OLD))
                .one("days ahead of the log", () -> at(Instant.now().plus(Duration.ofDays(3)), Reason.IN_FUTURE))
                .one("epoch ahead", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now().plus(ODD)).with("epoch", one(ahead));
                    return of.sent(reading, Fate.Rejected.as(Reason.IN_FUTURE));
                })
                .one("late reading", () -> {
                    HostileStation of = any();
                    Instant late = of.now().minusSeconds(60L * random.nextInt(90) + 15);
                    // Of the others' air temperatures one may have jumped just before.
                    Draft reading = of.reading(late).with("airPressure", 1_010.0);
                    reading.record().put("airTemperature", null);
                    return of.sent(reading, new Fate.Used());
                })
                .some("two readings out of order", () -> {
                    HostileStation of = any();
                    Draft first = of.reading(of.after(Duration.ofMinutes(1)));
                    Draft second = of.reading(of.after(Duration.ofMinutes(1)));
                    return List.of(of.sent(second, new Fate.Used()), of.sent(first, new Fate.Used()));
                });
    }

    private HostileRecord at(Object time, Reason reason) {
        HostileStation of = any();
        return of.sent(of.reading(of.now()).with("observedAt", time), Fate.Rejected.as(reason));
    }

    private HostileKinds numbers() {
        List<Long> numbers = List.of(Long.MIN_VALUE, -1L, Long.MAX_VALUE, 1_000_000_000_001L);
        return new HostileKinds()
                .one("number that is none", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now()).with("sequence", one(numbers));
                    return of.sent(reading, Fate.Rejected.as(Reason.NUMBER_UNUSABLE));
                })
                .some("same record twice", () -> {
                    HostileStation of = any();
                    HostileRecord good = of.good();
                    return List.of(good, good.comesTo(Fate.Rejected.as(Reason.DUPLICATE)));
                })
                .some("jump of the numbers", () -> {
                    HostileStation of = any();
                    for (int i = random.nextInt(300); i > 0; i--) {
                        of.next(Stream.READINGS);
                    }
                    return List.of(of.good());
                });
    }

    private HostileKinds names() {
        String hostile = "\u001b[31mroot\r\n\u0000\u202e";
        return new HostileKinds()
                .one("key of another station", () -> {
                    HostileStation of = any();
                    return of.sent(of.reading(of.now()), Fate.Rejected.as(Reason.KEY_MISMATCH))
                            .keyed(any().id().concat("x").getBytes(StandardCharsets.UTF_8));
                })
                .one("no key", () -> {
                    HostileStation of = any();
                    return of.sent(of.reading(of.now()), Fate.Rejected.as(Reason.KEY_MISMATCH))
                            .keyed(null);
                })
                .one("key of noise", () -> {
                    HostileStation of = any();
                    byte[] noise = new byte[1 + random.nextInt(1_000)];
                    random.nextBytes(noise);
                    return of.sent(of.reading(of.now()), Fate.Rejected.as(Reason.KEY_MISMATCH))
                            .keyed(noise);
                })
                .one("station that nobody registered", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now()).with("stationId", "nobody");
                    return of.sent(reading, Fate.Rejected.as(Reason.UNKNOWN_STATION))
                            .keyed("nobody".getBytes(StandardCharsets.UTF_8));
                })
                .one("station named by control characters", () -> {
                    HostileStation of = any();
                    Draft reading = of.reading(of.now()).with("stationId", hostile);
                    return of.sent(reading, Fate.Rejected.as(Reason.UNKNOWN_STATION))
                            .keyed(hostile.getBytes(StandardCharsets.UTF_8));
                });
    }
}
