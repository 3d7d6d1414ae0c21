package org.skycast.benchmarks.hostile;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.topics.Topics;

/** Observations that only the topology may write: of slots that are none, of others' stations, of values that cannot be. */
final class ObservationFaults {

    private static final long SLOT_MICROS = Duration.ofMinutes(10).toSeconds() * 1_000_000;
    private static final long FIRST_SLOT = Math.floorDiv(Long.MIN_VALUE, SLOT_MICROS) * SLOT_MICROS + SLOT_MICROS;

    private final Random random;
    private final SlotForgeries of;
    private final String good;
    private final String encoder;

    /** @param good a station that is to be none the worse for it */
    ObservationFaults(Random random, SlotForgeries of, String good, String encoder) {
        this.random = random;
        this.of = of;
        this.good = good;
        this.encoder = encoder;
    }

    HostileKinds kinds() {
        return new HostileKinds().all(slots()).all(values()).all(skies()).one("forged observation", of::observation);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private HostileRecord changed(String field, Object value, Fate fate) {
        return of.sent(of.draft(of.next()).with(field, value), fate);
    }

    private HostileKinds slots() {
        Fate slotUnusable = Fate.Rejected.as(Reason.SLOT_UNUSABLE);
        Fate ahead = Fate.Rejected.as(Reason.IN_FUTURE);
        List<Integer> lengths = List.of(7, 0, -10, Integer.MAX_VALUE, Integer.MIN_VALUE, 1_440);
        List<Long> oldest = List.of(FIRST_SLOT, Draft.micros(Instant.parse("0001-01-01T00:00:00Z")), 0L);
        return new HostileKinds()
                .one(
                        "observation of a later slot under another key",
                        () -> of.sent(
                                of.draft(Instant.now().plus(Duration.ofDays(1))).with("stationId", good),
                                Fate.Rejected.as(Reason.KEY_MISMATCH)))
                .one(
                        "observation without a key",
                        () -> of.sent(of.draft(of.next()), Fate.Rejected.as(Reason.KEY_MISMATCH))
                                .keyed(null))
                .one(
                        "observation of a slot of another length",
                        () -> changed("slotMinutes", one(lengths), slotUnusable))
                .one(
                        "observation of a slot beside the marks",
                        () -> changed("slotStart", of.next().plusSeconds(1 + random.nextInt(599)), slotUnusable))
                .one(
                        "observation with a revision below nothing",
                        () -> changed("revision", random.nextBoolean() ? -1 : Integer.MIN_VALUE, slotUnusable))
                .one("observation far ahead", () -> changed("slotStart", Instant.parse("9999-12-31T00:00:00Z"), ahead))
                .one(
                        "observation of the last slot of all",
                        () -> changed("slotStart", Math.floorDiv(Long.MAX_VALUE, SLOT_MICROS) * SLOT_MICROS, ahead))
                .one("observation of long ago", () -> changed("slotStart", one(oldest), new Fate.Taken()))
                .one(
                        "observation with the last revision of all",
                        () -> changed("revision", Integer.MAX_VALUE, new Fate.Taken()));
    }

    private HostileKinds values() {
        List<Double> nones = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e308);
        return new HostileKinds()
                .one(
                        "observation of no numbers",
                        () -> of.sent(
                                of.draft(of.next())
                                        .with("variables", List.of(of.summary("air_temperature", one(nones)))),
                                new Fate.Taken()))
                .one("observation of thousands of variables that nobody knows", () -> {
                    List<GenericRecord> many = IntStream.range(0, 5_000)
                            .mapToObj(i -> of.summary("\u001b[%dm".formatted(i), i))
                            .toList();
                    return of.sent(of.draft(of.next()).with("variables", many), new Fate.Taken());
                })
                .one("observation of less than no readings", () -> {
                    GenericRecord summary = of.summary("thickness_of_rainfall_amount", 1);
                    summary.put("count", Integer.MIN_VALUE);
                    return of.sent(of.draft(of.next()).with("variables", List.of(summary)), new Fate.Taken());
                })
                .one(
                        "observation off the earth",
                        () -> changed(
                                "site.latitude",
                                one(List.of(Double.NaN, 91.0, 1e300)),
                                Fate.Rejected.as(Reason.RECORD_UNUSABLE)));
    }

    private HostileKinds skies() {
        return new HostileKinds()
                .one(
                        "observation of half a sky",
                        () -> sky(new byte[1_023], "other", Fate.Rejected.as(Reason.RECORD_UNUSABLE)))
                .one(
                        "observation of a sky of another encoder",
                        () -> sky(new byte[1_024], "\u001b[0m", new Fate.Taken()))
                .one("observation of a sky of no numbers", () -> {
                    byte[] nan = new byte[1_024];
                    for (int i = 1; i < nan.length; i += 2) {
                        nan[i] = 0x7e;
                    }
                    return sky(nan, encoder, new Fate.Taken());
                })
                .one("observation of a sky of three numbers", () -> sky(new byte[6], encoder, new Fate.Taken()))
                .one(
                        "observation of a sky of thousands of numbers",
                        () -> sky(new byte[65_536], encoder, new Fate.Taken()));
    }

    private HostileRecord sky(byte[] vector, String sha256, Fate fate) {
        Draft observation = of.draft(of.next());
        Draft sky = Draft.of(observation.schema("sky"))
                .with("capturedAt", of.next())
                .with("encoderSha256", sha256)
                .with("vector", ByteBuffer.wrap(vector))
                .with("origin.topic", Topics.EMBEDDINGS.name())
                .with("origin.partition", -1)
                .with("origin.offset", Long.MAX_VALUE);
        return of.sent(observation.with("sky", sky.record()), fate);
    }
}
