package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.skycast.benchmarks.hostile.HostileRecord.Packing;
import org.skycast.topics.Retention;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;

/** Bytes that are no record of their topic, by themselves or by their schema, and records that are too large. */
final class WireFaults {

    private static final String KEY = "hostile-wire";
    private static final Fate UNREADABLE = new Fate.DeadLetter("UNREADABLE");
    private static final Fate TOO_LARGE = new Fate.DeadLetter("TOO_LARGE");

    /** What stages read; the champion's log of what it was taught, for one, nobody does. */
    private static final List<Topic<?>> READ = List.of(
            Topics.STATIONS,
            Topics.READINGS,
            Topics.FRAMES,
            Topics.EMBEDDINGS,
            Topics.TICKS,
            Topics.OBSERVATIONS,
            Topics.DEPLOYMENTS,
            Topics.FORECASTS,
            Topics.SHADOW_FORECASTS,
            Topics.SHADOW_LEARNED,
            Topics.ALERT_RULES);

    private final Random random;
    private final Wire wire;
    private final byte[] zeros = new byte[16 << 20];

    WireFaults(Random random, Wire wire) {
        this.random = random;
        this.wire = wire;
    }

    HostileKinds kinds() {
        HostileKinds kinds = new HostileKinds();
        for (Topic<?> topic : Topics.ALL) {
            boolean isRead = READ.contains(topic);
            HostileKinds own = bytes(topic).all(sizes(topic)).all(schemas(topic));
            own.names()
                    .forEach(name -> kinds.some(
                            "%s: %s".formatted(topic.name(), name),
                            () -> own.next(name).stream()
                                    .map(record -> isRead ? record : record.comesTo(new Fate.Unread()))
                                    .toList()));
        }
        return kinds;
    }

    private HostileRecord put(Topic<?> topic, byte[] value, Fate fate) {
        return HostileRecord.of(topic, KEY, value, fate);
    }

    private byte[] noise(int most) {
        byte[] noise = new byte[6 + random.nextInt(most)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] blank(Topic<?> topic) {
        return wire.of(topic, Draft.of(topic));
    }

    private HostileKinds bytes(Topic<?> topic) {
        String counter = "skycast.tombstones[%s]".formatted(topic.name());
        // It takes a station off the register.
        Fate deleted = topic.equals(Topics.STATIONS) ? new Fate.Taken() : new Fate.Counted(counter);
        return new HostileKinds()
                .one("no bytes", () -> put(topic, new byte[0], UNREADABLE))
                .one("broken magic", () -> {
                    byte[] noise = noise(300);
                    noise[0] = (byte) (1 + random.nextInt(255));
                    return put(topic, noise, UNREADABLE);
                })
                .one(
                        "unknown schema",
                        () -> put(topic, Wire.withId(blank(topic), 1_000_000 + random.nextInt(1_000)), UNREADABLE))
                .one("cut short", () -> {
                    byte[] whole = blank(topic);
                    return put(topic, Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)), UNREADABLE);
                })
                .one("bytes after its end", () -> {
                    byte[] whole = blank(topic);
                    return put(topic, Arrays.copyOf(whole, whole.length + 1 + random.nextInt(50)), UNREADABLE);
                })
                .one("of another topic", () -> {
                    Topic<?> other = topic.type() == Topics.STATIONS.type() ? Topics.READINGS : Topics.STATIONS;
                    return put(topic, blank(other), UNREADABLE);
                })
                .one(
                        "odd headers",
                        () -> put(topic, noise(40), UNREADABLE).with(headers()).comesTo(UNREADABLE))
                .one(
                        "deletion",
                        () -> put(topic, zeros, deleted).keyed(nobody()).withoutValue())
                .all(withoutKey(topic, counter));
    }

    /** The broker itself takes none of these where it keeps the newest of a key. */
    private HostileKinds withoutKey(Topic<?> topic, String counter) {
        if (topic.retention() instanceof Retention.Compacted) {
            return new HostileKinds();
        }
        return new HostileKinds()
                .one("noise without a key", () -> {
                    byte[] noise = noise(300);
                    noise[0] = 1;
                    return put(topic, noise, UNREADABLE).keyed(null);
                })
                .one(
                        "deletion without a key",
                        () -> put(topic, zeros, new Fate.Counted(counter))
                                .keyed(null)
                                .withoutValue());
    }

    private byte[] nobody() {
        return "nobody-%d".formatted(random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            headers.put("\u001b[3%dm\r\nx".formatted(i), noise(2_000));
        }
        headers.put("__streams.errors.topic", Topics.FRAMES.name().getBytes(StandardCharsets.UTF_8));
        headers.put("__streams.errors.offset", "0".getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private HostileKinds sizes(Topic<?> topic) {
        int most = topic.maxBytes();
        return new HostileKinds()
                .one(
                        "zeros of twice the limit by gzip",
                        () -> put(topic, Arrays.copyOf(zeros, Math.min(2 * most, zeros.length) + 1), TOO_LARGE)
                                .packed(Packing.gzip))
                .one(
                        "nine megabytes over the limit by zstd",
                        () -> put(topic, Arrays.copyOf(zeros, most + (9 << 20)), TOO_LARGE)
                                .packed(Packing.zstd))
                .one(
                        "key of three megabytes",
                        () -> put(topic, noise(100), TOO_LARGE)
                                .keyed(Arrays.copyOf(zeros, 3 << 20))
                                .packed(Packing.gzip))
                .one(
                        "headers of more than the limit",
                        () -> put(topic, noise(100), TOO_LARGE)
                                .with(Map.of("h", Arrays.copyOf(zeros, most)))
                                .packed(Packing.gzip));
    }

    private HostileKinds schemas(Topic<?> topic) {
        Schema node = SchemaBuilder.record("Node")
                .fields()
                .name("next")
                .type()
                .unionOf()
                .nullType()
                .and()
                .type("Node")
                .endUnion()
                .noDefault()
                .endRecord();
        Schema nothings = Schema.createArray(Schema.createArray(Schema.create(Schema.Type.NULL)));
        Schema texts = Schema.createArray(Schema.create(Schema.Type.STRING));
        return new HostileKinds()
                .one(
                        "field that nests without end",
                        () -> put(
                                topic,
                                FieldBefore.of(wire, topic, node, encoder -> {
                                    for (int depth = 100_000; depth > 0; depth--) {
                                        encoder.writeIndex(1);
                                    }
                                    encoder.writeIndex(0);
                                }),
                                UNREADABLE))
                .one(
                        "lists of nothing",
                        () -> put(
                                topic,
                                FieldBefore.of(wire, topic, nothings, encoder -> {
                                    for (int list = 50_000; list > 0; list--) {
                                        encoder.writeLong(1);
                                        encoder.writeLong(1_000_000);
                                        encoder.writeLong(0);
                                    }
                                    encoder.writeLong(0);
                                }),
                                UNREADABLE))
                .one(
                        "list that claims a billion texts",
                        () -> put(
                                topic,
                                FieldBefore.of(wire, topic, texts, encoder -> {
                                    encoder.writeLong(1_000_000_000);
                                    encoder.writeLong(0);
                                }),
                                UNREADABLE))
                .one(
                        "text that claims two gigabytes",
                        () -> put(
                                topic,
                                FieldBefore.of(wire, topic, texts, encoder -> {
                                    encoder.writeLong(1);
                                    encoder.writeLong(Integer.MAX_VALUE);
                                }),
                                UNREADABLE));
    }
}
