package org.skycast.benchmarks.hostile;

import java.time.Duration;
import java.util.Random;
import org.skycast.topics.Topics;

/** Good records of a station of their own of which some bits are flipped, behind the id of their schema. */
final class Flips {

    private static final int HEADER = 5;

    private final Random random;
    private final HostileStation station;
    private final SlotForgeries forgeries;

    Flips(Random random, HostileStation station, SlotForgeries forgeries) {
        this.random = random;
        this.station = station;
        this.forgeries = forgeries;
    }

    HostileKinds kinds() {
        return new HostileKinds()
                .one("reading with bits flipped", () -> flipped(station.good()))
                .one(
                        "frame with bits flipped",
                        () -> flipped(station.sentFrame(
                                station.frame(station.after(Duration.ofMinutes(1)), Pictures.jpeg(random.nextInt(100))),
                                new Fate.Used())))
                .one("registration with bits flipped", () -> flipped(station.registration()))
                .one("observation with bits flipped", () -> flipped(forgeries.observation()))
                .one("forecast with bits flipped", () -> flipped(forgeries.forecast(Topics.FORECASTS)));
    }

    private HostileRecord flipped(HostileRecord good) {
        byte[] value = good.value();
        byte[] other = value == null ? new byte[HEADER + 1] : value.clone();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            int at = HEADER + random.nextInt(other.length - HEADER);
            other[at] ^= (byte) (1 << random.nextInt(8));
        }
        return new HostileRecord(
                good.kind(), good.topic(), good.key(), other, good.headers(), good.packing(), new Fate.Anything());
    }
}
