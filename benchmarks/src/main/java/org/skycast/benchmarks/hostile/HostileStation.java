package org.skycast.benchmarks.hostile;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.observe.Stream;
import org.skycast.topics.Topics;

/**
 * A station that is registered and sends what it should not. It keeps its own time, a minute further with each reading that
 * is good, and numbers its records as an edge does.
 */
final class HostileStation {

    private static final Duration SLOT = Duration.ofMinutes(10);

    private final String id;
    private final Wire wire;
    private final Instant epoch;
    private final Map<Stream, Long> sequences = new EnumMap<>(Stream.class);
    private Instant clock;

    HostileStation(String id, Wire wire, Instant begin) {
        this.id = id;
        this.wire = wire;
        this.epoch = begin.minusSeconds(60);
        this.clock = begin;
    }

    String id() {
        return id;
    }

    Instant epoch() {
        return epoch;
    }

    /** The time of the newest good reading, or where it begins. */
    Instant now() {
        return clock;
    }

    /** The time goes on. */
    Instant after(Duration span) {
        clock = clock.plus(span);
        return clock;
    }

    /** The start of the next slot, from where on the time goes on. */
    Instant nextSlot() {
        long seconds = SLOT.toSeconds();
        clock = Instant.ofEpochSecond((Math.floorDiv(clock.getEpochSecond(), seconds) + 1) * seconds);
        return clock;
    }

    long next(Stream stream) {
        return sequences.merge(stream, 1L, Long::sum);
    }

    /** Its registration. */
    HostileRecord registration() {
        Draft station = Draft.of(Topics.STATIONS)
                .with("stationId", id)
                .with("name", id)
                .with("site.latitude", 55.0)
                .with("site.longitude", 12.0)
                .with("site.altitude", 10.0);
        return HostileRecord.of(Topics.STATIONS, id, wire.of(Topics.STATIONS, station), new Fate.Taken());
    }

    /** A reading with the next number and a temperature that can be. */
    Draft reading(Instant at) {
        long sequence = next(Stream.READINGS);
        return Draft.of(Topics.READINGS)
                .with("stationId", id)
                .with("epoch", epoch)
                .with("sequence", sequence)
                .with("observedAt", at)
                .with("airTemperature", 10 + Math.sin(sequence));
    }

    HostileRecord sent(Draft reading, Fate fate) {
        return HostileRecord.of(Topics.READINGS, id, wire.of(Topics.READINGS, reading), fate);
    }

    /** A reading that is good, a minute later than the one before. */
    HostileRecord good() {
        return sent(reading(after(Duration.ofMinutes(1))), new Fate.Used());
    }

    /** A frame with the next number. */
    Draft frame(Instant at, byte[] image) {
        return Draft.of(Topics.FRAMES)
                .with("stationId", id)
                .with("epoch", epoch)
                .with("sequence", next(Stream.FRAMES))
                .with("capturedAt", at)
                .with("image", ByteBuffer.wrap(image))
                .with("mediaType", "image/jpeg")
                .with("width", 64)
                .with("height", 48);
    }

    HostileRecord sentFrame(Draft frame, Fate fate) {
        return HostileRecord.of(Topics.FRAMES, id, wire.of(Topics.FRAMES, frame), fate);
    }

    /** Readings after all else, which have all slots before them close; their own stays open. */
    List<HostileRecord> closing() {
        List<HostileRecord> last = new ArrayList<>();
        nextSlot();
        nextSlot();
        for (int i = 0; i < 3; i++) {
            last.add(sent(reading(after(Duration.ofMinutes(1))), new Fate.Open()));
        }
        return last;
    }
}
