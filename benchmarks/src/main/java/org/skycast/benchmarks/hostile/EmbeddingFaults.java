package org.skycast.benchmarks.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stream;
import org.skycast.topics.Topics;

/** Embeddings in a frame's place, of another encoder, of another size, damaged, or of no numbers. */
final class EmbeddingFaults {

    private static final short NAN = 0x7e00;

    private final Random random;
    private final List<HostileStation> stations;
    private final Wire wire;
    private final String encoder;
    private final int size;

    /**
     * @param encoder the one that is understood, by its sha256
     * @param size how many values its embeddings have
     */
    EmbeddingFaults(Random random, List<HostileStation> stations, Wire wire, String encoder, int size) {
        this.random = random;
        this.stations = stations;
        this.wire = wire;
        this.encoder = encoder;
        this.size = size;
    }

    HostileKinds kinds() {
        return new HostileKinds()
                .one("good embedding", () -> {
                    HostileStation of = any();
                    of.nextSlot();
                    return sent(of, draft(of, of.after(Duration.ofMinutes(2))), new Fate.Used());
                })
                .one("embedding of another encoder", () -> unusable("encoderSha256", "\u001b]0;x\u0007\r\n"))
                .one(
                        "embedding of another size",
                        () -> unusable("vector", ByteBuffer.allocate(2 * random.nextInt(size))))
                .one("embedding of half a number", () -> unusable("vector", ByteBuffer.allocate(2 * size - 1)))
                .one("embedding of no numbers", () -> unusable("vector", halves(NAN)))
                .one("embedding packed as noise", () -> {
                    HostileStation of = any();
                    Draft sky = draft(of, of.now().plus(Duration.ofMinutes(5)));
                    return sent(of, compact(sky, encoder), Fate.Rejected.as(Reason.EMBEDDING_UNUSABLE));
                })
                .one("embedding far ahead", () -> stamped(Long.MAX_VALUE, Reason.IN_FUTURE))
                .one("embedding of long ago", () -> stamped(Long.MIN_VALUE, Reason.TOO_OLD));
    }

    private HostileStation any() {
        return stations.get(random.nextInt(stations.size()));
    }

    private ByteBuffer halves(short value) {
        ByteBuffer halves = ByteBuffer.allocate(2 * size).order(ByteOrder.LITTLE_ENDIAN);
        while (halves.hasRemaining()) {
            halves.putShort(value);
        }
        return halves.flip();
    }

    private Draft draft(HostileStation of, Instant at) {
        return Draft.of(Topics.EMBEDDINGS)
                .with("stationId", of.id())
                .with("epoch", of.epoch())
                .with("sequence", of.next(Stream.EMBEDDINGS))
                .with("capturedAt", at)
                .with("modelId", "skycast")
                .with("encoderSha256", encoder)
                .with("vector", halves((short) 0x3c00));
    }

    private Draft compact(Draft sky, String sha256) {
        byte[] noise = new byte[random.nextInt(2 * size)];
        random.nextBytes(noise);
        Draft compact = Draft.of(sky.schema("compact"));
        var digest = compact.record().getSchema().getField("encoderSha256").schema();
        byte[] bytes = HexFormat.of().parseHex(sha256);
        compact.with(
                "encoderSha256",
                digest.getType() == org.apache.avro.Schema.Type.FIXED
                        ? new org.apache.avro.generic.GenericData.Fixed(digest, bytes)
                        : ByteBuffer.wrap(bytes));
        compact.with("vector", ByteBuffer.wrap(noise));
        return sky.with("compact", compact.record());
    }

    private HostileRecord unusable(String field, Object value) {
        HostileStation of = any();
        Draft sky = draft(of, of.now().plus(Duration.ofMinutes(5))).with(field, value);
        return sent(of, sky, Fate.Rejected.as(Reason.EMBEDDING_UNUSABLE));
    }

    private HostileRecord stamped(long micros, Reason reason) {
        HostileStation of = any();
        return sent(of, draft(of, of.now()).with("capturedAt", micros), Fate.Rejected.as(reason));
    }

    private HostileRecord sent(HostileStation of, Draft sky, Fate fate) {
        return HostileRecord.of(Topics.EMBEDDINGS, of.id(), wire.of(Topics.EMBEDDINGS, sky), fate);
    }
}
