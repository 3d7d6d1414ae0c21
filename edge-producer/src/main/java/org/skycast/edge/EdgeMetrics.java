package org.skycast.edge;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.skycast.edge.source.supervise.SourceStates;
import org.skycast.edge.spool.Loss;

/**
 * What the edge counts. Alert on {@code lost} (the spool gave records up), on {@code refused} (it takes no more), on
 * {@code parked} (the broker refuses records), on {@code unreadable} (a source gives what
 * cannot be used), and where {@code taken} rises while {@code acknowledged} does not (the uplink is down).
 */
public final class EdgeMetrics {

    private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> newestFrame = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> newestReading = new ConcurrentHashMap<>();
    private final SourceStates sources = new SourceStates();

    /** Something of a source could not be used. */
    public void unreadable(String source) {
        add("unreadable." + source, 1);
    }

    /** A frame is safe in the spool. */
    public void tookFrame(String station, Instant at) {
        add("taken.frames", 1);
        newestFrame.merge(station, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** A reading is safe in the spool. */
    public void tookReading(String station, Instant at) {
        add("taken.readings", 1);
        newestReading.merge(station, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** The broker has records for good. */
    public void acknowledged(int records) {
        add("acknowledged", records);
    }

    /** The broker will never take a record; it stays in the spool with the reason. */
    public void parked() {
        add("parked", 1);
    }

    /** What a source gave could not be kept, for want of room; it is asked to give it again. */
    public void refused() {
        add("refused", 1);
    }

    /** Records that were kept will not be sent. */
    public void lost(Loss loss) {
        add("lost." + loss.kind() + "s." + loss.cause(), loss.records());
    }

    private void add(String name, long number) {
        counts.computeIfAbsent(name, n -> new LongAdder()).add(number);
    }

    /** The counts so far, by name. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }

    /** The newest frame's time, by station. */
    public Map<String, Instant> newestFrames() {
        return Map.copyOf(newestFrame);
    }

    /** The newest reading's time, by station. */
    public Map<String, Instant> newestReadings() {
        return Map.copyOf(newestReading);
    }

    /** How each source is. */
    public SourceStates sources() {
        return sources;
    }
}
