package org.skycast.nowcast.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sequence numbers of a stream have come, so that a record that comes twice counts once and one that never comes
 * is known to be missing. Numbers may come in any order; each epoch is counted for itself.
 *
 * @param runs by epoch, the newest first, at most {@link #EPOCHS}
 */
public record SequenceWindow(List<Run> runs) {

    /** How many epochs are told apart; records of older ones count as seen. */
    static final int EPOCHS = 4;

    /** How many gaps are kept open an epoch; a number in an older gap counts as seen. */
    static final int GAPS = 256;

    /** No station comes to this number: a record a millisecond is thirty years short of it. */
    static final long LAST = 1_000_000_000_000L;

    /** How many numbers one record can show to be missing; a wider jump is no loss that anybody could have had. */
    static final long MISSED_AT_ONCE = 1_000_000;

    /** A window that has seen nothing. */
    public static final SequenceWindow EMPTY = new SequenceWindow(List.of());

    public SequenceWindow {
        runs = List.copyOf(runs);
    }

    /**
     * The numbers of one epoch.
     *
     * @param epoch when the epoch began
     * @param highest the highest number that came
     * @param gaps the spans below it that have not come, in ascending order
     */
    public record Run(Instant epoch, long highest, List<Gap> gaps) {
        public Run {
            gaps = List.copyOf(gaps);
        }
    }

    /** The numbers {@code from} to {@code to}, both included, that have not come. */
    public record Gap(long from, long to) {}

    /** What a number is to the window. */
    public sealed interface Sighting {}

    /** The number is new: the window with it, and how many numbers it shows to be missing. */
    public record Fresh(SequenceWindow window, long missing) implements Sighting {}

    /** The number came before, or is so old that it cannot be told. */
    public record Seen() implements Sighting {}

    /** What {@code sequence} of {@code epoch} is to this window. */
    public Sighting see(Instant epoch, long sequence) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).epoch().equals(epoch)) {
                return seeIn(i, sequence);
            }
        }
        var all = new ArrayList<>(runs);
        int place = 0;
        while (place < all.size() && all.get(place).epoch().isAfter(epoch)) {
            place++;
        }
        if (place == EPOCHS) {
            return new Seen();
        }
        // What came before the first record that the log still holds is not counted as missing, but may yet come.
        all.add(place, new Run(epoch, sequence, sequence == 0 ? List.of() : List.of(new Gap(0, sequence - 1))));
        return new Fresh(new SequenceWindow(all.subList(0, Math.min(EPOCHS, all.size()))), 0);
    }

    private Sighting seeIn(int index, long sequence) {
        Run run = runs.get(index);
        var gaps = new ArrayList<>(run.gaps());
        long missing = 0;
        if (sequence > run.highest()) {
            missing = sequence - run.highest() - 1;
            if (missing > 0) {
                gaps.add(new Gap(run.highest() + 1, sequence - 1));
            }
        } else if (!fill(gaps, sequence)) {
            return new Seen();
        }
        var kept = gaps.subList(Math.max(0, gaps.size() - GAPS), gaps.size());
        var all = new ArrayList<>(runs);
        all.set(index, new Run(run.epoch(), Math.max(run.highest(), sequence), kept));
        return new Fresh(new SequenceWindow(all), Math.min(missing, MISSED_AT_ONCE));
    }

    private static boolean fill(List<Gap> gaps, long sequence) {
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (sequence >= gap.from() && sequence <= gap.to()) {
                gaps.remove(i);
                if (sequence < gap.to()) {
                    gaps.add(i, new Gap(sequence + 1, gap.to()));
                }
                if (sequence > gap.from()) {
                    gaps.add(i, new Gap(gap.from(), sequence - 1));
                }
                return true;
            }
        }
        return false;
    }
}
