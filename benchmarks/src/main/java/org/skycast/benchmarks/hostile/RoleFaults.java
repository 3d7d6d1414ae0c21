package org.skycast.benchmarks.hostile;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Deployments, rules, ticks and lessons of models that nobody meant. */
final class RoleFaults {

    private static final String HOSTILE = "\u001b[2J\r\nERROR\u202e";

    private final Random random;
    private final Wire wire;

    RoleFaults(Random random, Wire wire) {
        this.random = random;
        this.wire = wire;
    }

    HostileKinds kinds() {
        return new HostileKinds().all(deployments()).all(rules()).all(ticks()).all(lessons());
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private HostileRecord sent(Topic<?> topic, String key, Draft draft, Fate fate) {
        return HostileRecord.of(topic, key, wire.of(topic, draft), fate);
    }

    private String key() {
        return "hostile-%d".formatted(random.nextInt(1_000_000));
    }

    private Draft deployment(String role, String sha256) {
        return Draft.of(Topics.DEPLOYMENTS)
                .with("role", role)
                .with("bundleId", HOSTILE)
                .with("bundleSha256", sha256)
                .with("fromSlot", one(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE, Draft.micros(Instant.EPOCH))));
    }

    private HostileKinds deployments() {
        Fate refused = new Fate.Counted("skycast.deployments.refused");
        List<String> nobody = List.of(HOSTILE, "0".repeat(64), "../../../etc/passwd", "%064x".formatted(7));
        return new HostileKinds()
                .one(
                        "deployment of a role that is none",
                        () -> sent(Topics.DEPLOYMENTS, key(), deployment(HOSTILE, "0".repeat(64)), refused))
                .one(
                        "deployment of a bundle that is not there",
                        () -> sent(
                                Topics.DEPLOYMENTS,
                                key(),
                                deployment(one(List.of("CHAMPION", "SHADOW")), one(nobody)),
                                refused))
                .one(
                        "deployment at thousands of stations",
                        () -> sent(
                                Topics.DEPLOYMENTS,
                                key(),
                                deployment("SHADOW", one(nobody))
                                        .with(
                                                "stations",
                                                IntStream.range(0, 5_000)
                                                        .mapToObj(i -> HOSTILE + i)
                                                        .toList()),
                                refused));
    }

    private HostileKinds rules() {
        return new HostileKinds()
                .one(
                        "rule of nothing",
                        () -> sent(Topics.ALERT_RULES, key(), Draft.of(Topics.ALERT_RULES), new Fate.Taken()))
                .one("rule of nonsense", () -> {
                    Draft rule = Draft.of(Topics.ALERT_RULES)
                            .with("id", HOSTILE)
                            .with("revision", one(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)))
                            .with("from", one(List.of(Long.MIN_VALUE, Long.MAX_VALUE)))
                            .with("enabled", true)
                            .with("title", HOSTILE.repeat(500))
                            .with("variable", HOSTILE)
                            .with("measure", HOSTILE)
                            .with("comparator", HOSTILE)
                            .with("fromMinutes", Integer.MIN_VALUE)
                            .with("toMinutes", Integer.MAX_VALUE)
                            .with("minActiveSeconds", Long.MAX_VALUE)
                            .with("minCompleteness", Double.NaN);
                    return sent(Topics.ALERT_RULES, key(), rule, new Fate.Taken());
                });
    }

    private HostileKinds ticks() {
        return new HostileKinds()
                .one(
                        "tick of another time",
                        () -> sent(
                                Topics.TICKS,
                                key(),
                                Draft.of(Topics.TICKS)
                                        .with("partition", one(List.of(-1, 99, Integer.MIN_VALUE, Integer.MAX_VALUE)))
                                        .with("at", one(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE))),
                                new Fate.Taken()));
    }

    private Draft lesson(String station) {
        byte[] noise = new byte[random.nextInt(5_000)];
        random.nextBytes(noise);
        return Draft.of(Topics.SHADOW_LEARNED)
                .with("stationId", station)
                .with("modelId", HOSTILE)
                .with("from", one(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE)))
                .with("days", one(List.of(-1, Integer.MAX_VALUE)))
                .with("cases", Long.MIN_VALUE)
                .with("learnt", ByteBuffer.wrap(noise));
    }

    private HostileKinds lessons() {
        return new HostileKinds()
                .one(
                        "lesson of noise",
                        () -> sent(Topics.SHADOW_LEARNED, "hostile-taught", lesson("hostile-taught"), new Fate.Taken()))
                .one(
                        "lesson under another key",
                        () -> sent(
                                Topics.SHADOW_LEARNED,
                                "hostile-taught",
                                lesson("good-0"),
                                new Fate.DeadLetter("FAILED")));
    }
}
