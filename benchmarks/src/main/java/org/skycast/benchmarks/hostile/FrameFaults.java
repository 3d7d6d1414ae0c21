package org.skycast.benchmarks.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.skycast.nowcast.observe.Rejection.Reason;

/** Frames: pictures that are none, or ask for more than a camera's does, and what a frame says beside its picture. */
final class FrameFaults {

    /** From a frame that is used, so that neither this nor the next slot's frame is too near. */
    private static final Duration BESIDE = Duration.ofMinutes(5);

    private static final int MOST_BYTES = 2 << 20;
    private static final String HOSTILE = "\u001b[2Jimage/jpeg\r\n\r\n<script>\u202e";

    private final Random random;
    private final List<HostileStation> stations;
    private final byte[] linePng = Pictures.png(12_000_000, 1);
    private final byte[] columnPng = Pictures.png(1, 1_000_000);

    FrameFaults(Random random, List<HostileStation> stations) {
        this.random = random;
        this.stations = stations;
    }

    private HostileStation any() {
        return stations.get(random.nextInt(stations.size()));
    }

    HostileKinds kinds() {
        return new HostileKinds()
                .all(tooLarge())
                .all(unreadable())
                .all(stamps())
                .all(usable());
    }

    private static HostileRecord good(HostileStation of, byte[] image) {
        of.nextSlot();
        return of.sentFrame(of.frame(of.after(Duration.ofMinutes(2)), image), new Fate.Used());
    }

    private Supplier<HostileRecord> refused(Supplier<byte[]> image, Reason reason) {
        return () -> {
            HostileStation of = any();
            return of.sentFrame(of.frame(of.now().plus(BESIDE), image.get()), Fate.Rejected.as(reason));
        };
    }

    private byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return noise;
    }

    private HostileKinds tooLarge() {
        return new HostileKinds()
                .one(
                        "picture of very many scans",
                        refused(() -> Pictures.ofManyScans(300 + random.nextInt(20_000)), Reason.IMAGE_TOO_LARGE))
                .one("picture of 12,000,000 by 1", refused(() -> linePng, Reason.IMAGE_TOO_LARGE))
                .one("picture of 1 by 1,000,000", refused(() -> columnPng, Reason.IMAGE_TOO_LARGE))
                .one(
                        "picture that claims four gigapixels",
                        refused(() -> Pictures.png(65_535, 65_535, new byte[100]), Reason.IMAGE_TOO_LARGE))
                .one(
                        "picture of more than two megabytes",
                        refused(
                                () -> Arrays.copyOf(Pictures.jpeg(7), MOST_BYTES + 1 + random.nextInt(1_000)),
                                Reason.IMAGE_TOO_LARGE));
    }

    private HostileKinds unreadable() {
        return new HostileKinds()
                .one("no picture at all", refused(() -> new byte[0], Reason.IMAGE_UNREADABLE))
                .one("noise for a picture", refused(() -> noise(1 + random.nextInt(3_000)), Reason.IMAGE_UNREADABLE))
                .one(
                        "page for a picture",
                        refused(() -> "<html>\u001b[31m".getBytes(StandardCharsets.UTF_8), Reason.IMAGE_UNREADABLE))
                .one(
                        "picture cut short",
                        refused(
                                () -> {
                                    byte[] whole = Pictures.jpeg(random.nextInt(100));
                                    return Arrays.copyOf(whole, whole.length / 2);
                                },
                                Reason.IMAGE_UNREADABLE))
                .one(
                        "picture cut short and ended",
                        refused(
                                () -> {
                                    byte[] whole = Pictures.jpeg(random.nextInt(100));
                                    byte[] half = Arrays.copyOf(whole, whole.length * 3 / 4);
                                    half[half.length - 2] = (byte) 0xff;
                                    half[half.length - 1] = (byte) 0xd9;
                                    return half;
                                },
                                Reason.IMAGE_UNREADABLE))
                .one(
                        "picture without its rows",
                        refused(() -> Pictures.png(640, 480, new byte[10]), Reason.IMAGE_UNREADABLE))
                .one(
                        "picture of nothing by nothing",
                        refused(() -> Pictures.png(0, 0, new byte[10]), Reason.IMAGE_UNREADABLE));
    }

    private HostileKinds stamps() {
        return new HostileKinds()
                .one("frame far ahead", () -> {
                    HostileStation of = any();
                    Draft frame = of.frame(of.now(), Pictures.jpeg(1))
                            .with(
                                    "capturedAt",
                                    random.nextBoolean() ? Long.MAX_VALUE : Instant.parse("9999-12-31T00:00:00Z"));
                    return of.sentFrame(frame, Fate.Rejected.as(Reason.IN_FUTURE));
                })
                .one("frame of long ago", () -> {
                    HostileStation of = any();
                    Draft frame = of.frame(of.now(), Pictures.jpeg(1))
                            .with(
                                    "capturedAt",
                                    random.nextBoolean() ? Long.MIN_VALUE : Instant.parse("0001-01-01T00:00:00Z"));
                    return of.sentFrame(frame, Fate.Rejected.as(Reason.TOO_OLD));
                })
                .one("frame with a number that is none", () -> {
                    HostileStation of = any();
                    Draft frame = of.frame(of.now(), Pictures.jpeg(1))
                            .with("sequence", random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE);
                    return of.sentFrame(frame, Fate.Rejected.as(Reason.NUMBER_UNUSABLE));
                })
                .some("frame twice", () -> {
                    HostileRecord good = good(any(), Pictures.jpeg(3));
                    return List.of(good, good.comesTo(Fate.Rejected.as(Reason.DUPLICATE)));
                })
                .some("frame near another", () -> {
                    HostileStation of = any();
                    HostileRecord good = good(of, Pictures.jpeg(4));
                    Draft near = of.frame(of.now().plusSeconds(30), Pictures.jpeg(5));
                    return List.of(good, of.sentFrame(near, new Fate.Counted("skycast.frames.skipped")));
                });
    }

    private HostileKinds usable() {
        return new HostileKinds()
                .one("good frame of a hostile station", () -> good(any(), Pictures.jpeg(random.nextInt(100))))
                .one(
                        "picture with a text of twenty megabytes",
                        () -> good(any(), Pictures.withText(Pictures.png(64, 48), 20_000_000)))
                .one("progressive picture of six megapixels", () -> good(any(), Pictures.progressive(3_000, 2_000)))
                .one("frame that says nonsense of itself", () -> {
                    HostileStation of = any();
                    of.nextSlot();
                    Draft frame = of.frame(of.after(Duration.ofMinutes(2)), Pictures.jpeg(6))
                            .with("mediaType", HOSTILE)
                            .with("sha256", HOSTILE)
                            .with("width", Integer.MIN_VALUE)
                            .with("height", Integer.MAX_VALUE)
                            .with("exposureSeconds", Double.NaN)
                            .with("gain", Double.NEGATIVE_INFINITY);
                    return of.sentFrame(frame, new Fate.Used());
                });
    }
}
