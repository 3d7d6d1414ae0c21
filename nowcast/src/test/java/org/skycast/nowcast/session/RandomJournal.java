package org.skycast.nowcast.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Variable;

/**
 * Two days at a station with all that can befall it: outages, records that come late, too old, twice or from a clock that
 * is ahead, frames that nothing can be made of, embeddings beside frames.
 */
final class RandomJournal {

    static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    static final String STATION = "a";
    static final String ENCODER = "e";

    private static final int MINUTES = 2 * 24 * 60;

    private final Random random;
    private final Map<Stream, Long> numbers = new EnumMap<>(Stream.class);
    private final List<Entry> entries = new ArrayList<>();

    /** What happened, and when the log took it. */
    sealed interface Entry {
        Instant appendedAt();
    }

    record Read(Reading reading) implements Entry {
        @Override
        public Instant appendedAt() {
            return reading.stamp().appendedAt();
        }
    }

    record Saw(Stamp stamp, Encoding encoding) implements Entry {
        @Override
        public Instant appendedAt() {
            return stamp.appendedAt();
        }
    }

    record Ticked(Instant appendedAt) implements Entry {}

    private RandomJournal(long seed) {
        this.random = new Random(seed);
    }

    /** The same seed gives the same journal. */
    static List<Entry> of(long seed) {
        var journal = new RandomJournal(seed);
        int silentFrom = 200 + journal.random.nextInt(1000);
        int silentTo = silentFrom + 30 + journal.random.nextInt(300);
        double temperature = 10;
        for (int minute = 0; minute < MINUTES; minute++) {
            temperature += journal.random.nextGaussian() * 0.3;
            if (minute < silentFrom || minute >= silentTo) {
                journal.read(minute, Math.round(temperature * 10) / 10.0);
                journal.see(minute);
            }
            if (journal.random.nextInt(3) == 0) {
                journal.entries.add(new Ticked(at(minute)));
            }
        }
        return journal.entries;
    }

    private void read(int minute, double temperature) {
        if (random.nextInt(10) == 0) {
            return;
        }
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        values.put(Variable.AIR_TEMPERATURE, random.nextInt(50) == 0 ? 70 : temperature);
        if (random.nextBoolean()) {
            values.put(Variable.RELATIVE_HUMIDITY, 60 + temperature);
        }
        entries.add(new Read(new Reading(stamp(Stream.READINGS, minute), values)));
    }

    private void see(int minute) {
        if (random.nextInt(3) != 0) {
            return;
        }
        Stamp stamp = stamp(random.nextInt(4) == 0 ? Stream.EMBEDDINGS : Stream.FRAMES, minute);
        entries.add(new Saw(stamp, encoding(stamp, random.nextInt(10) == 0)));
        if (random.nextInt(8) == 0) {
            // The same moment by the other of the two streams.
            Stream other = stamp.stream() == Stream.FRAMES ? Stream.EMBEDDINGS : Stream.FRAMES;
            Stamp beside = stamp(other, stamp.eventTime(), minute);
            entries.add(new Saw(beside, encoding(beside, false)));
        }
    }

    private Encoding encoding(Stamp stamp, boolean unusable) {
        return unusable
                ? new Encoding.Unusable(new Rejection(Reason.IMAGE_UNREADABLE, "It is no image."))
                : new Encoding.Encoded(Sky.of(
                        stamp, ENCODER, Embedding.of(new float[] {random.nextFloat()}), Optional.of(stamp.toString())));
    }

    private Stamp stamp(Stream stream, int minute) {
        int delay = switch (random.nextInt(20)) {
            case 0 -> random.nextInt(60);
            case 1 -> random.nextInt(MINUTES);
            case 2 -> -20;
            default -> 0;
        };
        return stamp(stream, at(minute - delay).plusMillis(random.nextInt(60_000)), minute);
    }

    private Stamp stamp(Stream stream, Instant eventTime, int minute) {
        long number = numbers.merge(stream, random.nextInt(30) == 0 ? 3L : 1L, Long::sum);
        long sent = random.nextInt(20) == 0 ? Math.max(0, number - 1) : number;
        return new Stamp(
                STATION, stream, START, sent, eventTime, at(minute), new Origin(stream.name(), 0, entries.size()));
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
