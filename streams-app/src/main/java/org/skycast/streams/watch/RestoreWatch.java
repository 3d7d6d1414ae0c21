package org.skycast.streams.watch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far a stage's stores are restored from their changelogs; told every few seconds, and at the end. Thread-safe. */
public final class RestoreWatch implements StateRestoreListener {

    /** So often it is said how far it is. */
    private static final long OFTEN = Duration.ofSeconds(10).toNanos();

    private final String stage;
    private final LongSupplier clock;
    private final Consumer<String> tell;
    private final Map<Part, Reached> parts = new ConcurrentHashMap<>();
    private long began;
    private long told;
    private long records;

    /**
     * @param clock nanoseconds
     * @param tell takes each sentence
     */
    public RestoreWatch(String stage, LongSupplier clock, Consumer<String> tell) {
        this.stage = stage;
        this.clock = clock;
        this.tell = tell;
    }

    private record Part(TopicPartition changelog, String store) {}

    private record Reached(long start, long at, long end) {}

    /**
     * How far it is.
     *
     * @param remaining records that are left, to within what transactions mark
     * @param share of those that there were, 0 to 1
     */
    public record Extent(long remaining, double share) {}

    /** How far it is; empty where nothing is being restored. */
    public Optional<Extent> extent() {
        long left = 0;
        long all = 0;
        for (Reached part : parts.values()) {
            left += part.end() - part.at();
            all += part.end() - part.start();
        }
        return left <= 0 ? Optional.empty() : Optional.of(new Extent(left, 1 - (double) left / all));
    }

    /** The same in words. */
    public Optional<String> sentence() {
        return extent().map(extent -> "%d%% of its state is restored, and %d records are left"
                .formatted((int) (100 * extent.share()), extent.remaining()));
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
        synchronized (this) {
            if (parts.isEmpty()) {
                began = clock.getAsLong();
                told = began;
                records = 0;
            }
        }
        parts.put(new Part(changelog, store), new Reached(start, start, Math.max(start, end)));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long number) {
        parts.computeIfPresent(
                new Part(changelog, store),
                (part, reached) -> new Reached(reached.start(), Math.min(last + 1, reached.end()), reached.end()));
        synchronized (this) {
            records += number;
            if (clock.getAsLong() - told >= OFTEN) {
                told = clock.getAsLong();
                sentence().ifPresent(far -> tell.accept("The stage %s starts: %s.".formatted(stage, far)));
            }
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        parts.remove(new Part(changelog, store));
        synchronized (this) {
            if (parts.isEmpty() && records > 0) {
                tell.accept("The stage %s has restored its state: %d records in %d s."
                        .formatted(
                                stage,
                                records,
                                Duration.ofNanos(clock.getAsLong() - began).toSeconds()));
            }
        }
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        parts.remove(new Part(changelog, store));
    }
}
