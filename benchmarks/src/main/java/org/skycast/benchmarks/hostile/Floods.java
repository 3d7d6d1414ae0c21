package org.skycast.benchmarks.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.skycast.benchmarks.hostile.HostileRecord.Packing;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.topics.Topics;

/** Very many records at once, or very much in one. */
final class Floods {

    private static final int BOMB = 300 << 20;

    private final Random random;
    private final HostileStation station;
    private final int size;

    /** @param size how many records a flood has */
    Floods(Random random, HostileStation station, int size) {
        this.random = random;
        this.station = station;
        this.size = size;
    }

    HostileKinds kinds() {
        return new HostileKinds()
                .some("flood of one slot", this::oneSlot)
                .some("flood of noise", () -> {
                    List<HostileRecord> flood = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        byte[] noise = new byte[200];
                        random.nextBytes(noise);
                        noise[0] = 1;
                        flood.add(HostileRecord.of(
                                Topics.READINGS, "hostile-wire-" + i % 8, noise, new Fate.DeadLetter("UNREADABLE")));
                    }
                    return flood;
                })
                .some("flood of large pictures", () -> {
                    List<HostileRecord> flood = new ArrayList<>();
                    for (int i = 0; i < 1 + size / 50; i++) {
                        byte[] noise = new byte[1 << 20];
                        random.nextBytes(noise);
                        noise[0] = 0;
                        flood.add(station.sentFrame(
                                station.frame(station.now().plusSeconds(300), noise),
                                Fate.Rejected.as(Reason.IMAGE_UNREADABLE)));
                    }
                    return flood;
                });
    }

    /** What no topology of a usual heap can fetch: seldom, for it costs three threads. */
    HostileKinds bombs() {
        return new HostileKinds()
                .one(
                        "three hundred megabytes of zeros by zstd in the readings",
                        () -> HostileRecord.of(Topics.READINGS, "hostile-bomb", new byte[BOMB], new Fate.PassedOver(1))
                                .packed(Packing.zstd))
                .one(
                        "three hundred megabytes of zeros by gzip in the observations",
                        () -> HostileRecord.of(
                                        Topics.OBSERVATIONS, "hostile-bomb", new byte[BOMB], new Fate.PassedOver(3))
                                .packed(Packing.gzip));
    }

    private List<HostileRecord> oneSlot() {
        station.nextSlot();
        List<HostileRecord> flood = new ArrayList<>();
        int most = ObservePolicy.READINGS_A_SLOT;
        for (int i = 0; i < most + size; i++) {
            Fate fate = i < most ? new Fate.Used() : Fate.Rejected.as(Reason.TOO_MANY);
            flood.add(station.sent(station.reading(station.now().plusMillis(i % 500_000)), fate));
        }
        return flood;
    }
}
