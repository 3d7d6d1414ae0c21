package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is remembered of a station between events.
 *
 * @param sequences which numbers of each stream have come
 * @param runs how long each sensor has said the same
 * @param readingWatermark the newest event time of a reading
 * @param skyWatermark the newest capture time of a frame
 * @param lastAppendedAt when the log last took a record that was used
 * @param closedThrough the end of the newest closed slot
 * @param open the starts of the slots not closed yet in which something came
 * @param emptyRun how many slots in a row closed empty
 */
public record StationState(
        Map<Stream, SequenceWindow> sequences,
        Map<Variable, ConstantRun> runs,
        Optional<Instant> readingWatermark,
        Optional<Instant> skyWatermark,
        Optional<Instant> lastAppendedAt,
        Optional<Instant> closedThrough,
        List<Instant> open,
        int emptyRun) {

    /** A station from which nothing came yet. */
    public static final StationState EMPTY = new StationState(
            Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0);

    public StationState {
        Map<Stream, SequenceWindow> ordered = new EnumMap<>(Stream.class);
        ordered.putAll(sequences);
        sequences = Collections.unmodifiableMap(ordered);
        runs = Variable.ordered(runs);
        open = List.copyOf(open);
    }

    /** The newest event time of all. */
    public Optional<Instant> watermark() {
        return readingWatermark.map(reading -> newest(skyWatermark, reading)).or(() -> skyWatermark);
    }

    StationState withSequences(Stream stream, SequenceWindow window) {
        Map<Stream, SequenceWindow> changed = new EnumMap<>(Stream.class);
        changed.putAll(sequences);
        changed.put(stream, window);
        return new StationState(
                changed, runs, readingWatermark, skyWatermark, lastAppendedAt, closedThrough, open, emptyRun);
    }

    StationState withRuns(Map<Variable, ConstantRun> newer) {
        return new StationState(
                sequences, newer, readingWatermark, skyWatermark, lastAppendedAt, closedThrough, open, emptyRun);
    }

    /** This state after a record with this stamp was used. */
    StationState having(Stamp used) {
        boolean reads = used.stream() == Stream.READINGS;
        Instant time = used.eventTime();
        return new StationState(
                sequences,
                runs,
                reads ? Optional.of(newest(readingWatermark, time)) : readingWatermark,
                reads ? skyWatermark : Optional.of(newest(skyWatermark, time)),
                Optional.of(newest(lastAppendedAt, used.appendedAt())),
                closedThrough,
                open,
                emptyRun);
    }

    StationState withOpen(Instant start) {
        SortedSet<Instant> more = new TreeSet<>(open);
        more.add(start);
        return new StationState(
                sequences,
                runs,
                readingWatermark,
                skyWatermark,
                lastAppendedAt,
                closedThrough.or(() -> Optional.of(start)),
                List.copyOf(more),
                emptyRun);
    }

    StationState withClosed(Slot slot, boolean empty) {
        return new StationState(
                sequences,
                runs,
                readingWatermark,
                skyWatermark,
                lastAppendedAt,
                Optional.of(slot.end()),
                open.stream().filter(start -> !start.equals(slot.start())).toList(),
                empty ? emptyRun + 1 : 0);
    }

    private static Instant newest(Optional<Instant> known, Instant time) {
        return known.filter(time::isBefore).orElse(time);
    }
}
