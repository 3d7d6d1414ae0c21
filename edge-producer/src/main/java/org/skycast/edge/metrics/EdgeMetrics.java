package org.skycast.edge.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the edge counts. Alert on {@code lost} (the spool gave records up), on {@code refused} (it takes no more), on
 * {@code parked} (the broker refuses records), on {@code unreadable} and {@code frames.refused} (a source gives what
 * cannot be used), and where {@code taken} rises while {@code acknowledged} does not (the uplink is down). In
 * Prometheus the names begin with {@code skycast_edge_}; what stands behind the first dot is the tag {@code what}.
 */
public final class EdgeMetrics {

    /** There from the start, so that their first rise is seen. */
    private static final List<String> ALWAYS = List.of(
            "taken.frames",
            "taken.readings",
            "acknowledged",
            "parked",
            "refused",
            "frames.refused",
            "frames.dark",
            "frames.thinned",
            "frames.embedded",
            "forecasts",
            "model_given_up");

    private static final String LEFT_ASIDE = "left_aside.";

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("taken", "records that are safe in the spool"),
            Map.entry("acknowledged", "records that the broker has"),
            Map.entry("parked", "records that the broker will never take"),
            Map.entry("refused", "records that the spool had no room for"),
            Map.entry("unreadable", "records of a source that cannot be used"),
            Map.entry("ahead", "records of a source that are of a time ahead of this computer's clock"),
            Map.entry("left_aside", "records of a source that came before, or of a kind that is not taken"),
            Map.entry("lost", "records that were kept and given up"),
            Map.entry("frames", "frames by what became of them"),
            Map.entry("forecasts", "forecasts made here"),
            Map.entry("model_given_up", "1 once a network failed and none is run any more"));

    private final MeterRegistry meters;
    private final ConcurrentMap<String, Counter> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> remarks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> newestFrame = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> newestReading = new ConcurrentHashMap<>();

    /** Counts for itself. */
    public EdgeMetrics() {
        this(new SimpleMeterRegistry());
    }

    /** Counts where {@code meters} are read. */
    public EdgeMetrics(MeterRegistry meters) {
        this.meters = meters;
        ALWAYS.forEach(this::counter);
    }

    /** There is this source; what is counted of it begins at zero, so that the first rise is seen. */
    public void has(String source) {
        counter("unreadable." + source);
        counter("ahead." + source);
        counter(LEFT_ASIDE + source);
    }

    /** Something of a source could not be used. */
    public void unreadable(String source) {
        add("unreadable." + source, 1);
    }

    /** Something of a source is of a time that is not yet, and was left out. */
    public void ahead(String source) {
        add("ahead." + source, 1);
    }

    /** What somebody should know of a source, in one sentence; nothing, once all is well again. */
    public void remark(String source, Optional<String> sentence) {
        sentence.ifPresentOrElse(said -> remarks.put(source, said), () -> remarks.remove(source));
    }

    /** What was last remarked of a source, unless it was taken back. */
    public Optional<String> remark(String source) {
        return Optional.ofNullable(remarks.get(source));
    }

    /** Something of a source came before, or is of a kind that is not taken; all is well. */
    public void leftAside(String source) {
        add(LEFT_ASIDE + source, 1);
    }

    /** A frame is safe in the spool, or refused and kept to be looked at. */
    public void tookFrame(String station, Instant at) {
        add("taken.frames", 1);
        newestFrame.merge(station, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** A reading is safe in the spool. */
    public void tookReading(String station, Instant at) {
        add("taken.readings", 1);
        newestReading.merge(station, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** A frame is damaged, too large or no picture; it is kept to be looked at, and not sent. */
    public void frameRefused() {
        add("frames.refused", 1);
    }

    /** A frame was left out, for the sun was low. */
    public void frameInTheDark() {
        add("frames.dark", 1);
    }

    /** A frame was so near to another that it was not embedded. */
    public void frameThinned() {
        add("frames.thinned", 1);
    }

    /** A frame was embedded in its place. */
    public void frameEmbedded() {
        add("frames.embedded", 1);
    }

    /** A forecast was made here. */
    public void forecast() {
        add("forecasts", 1);
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

    /**
     * Records that were kept will not be sent.
     *
     * @param kind what they were, such as {@code frame}
     * @param cause why they went, in one word
     */
    public void lost(String kind, String cause, long records) {
        add("lost." + kind + "s." + cause, records);
    }

    /** A network failed, and none is run any more. */
    public void modelGivenUp() {
        add("model_given_up", 1);
    }

    private void add(String name, long number) {
        counter(name).increment(number);
    }

    private Counter counter(String name) {
        return counts.computeIfAbsent(name, n -> {
            int dot = n.indexOf('.');
            String what = dot < 0 ? n : n.substring(0, dot);
            var counter = Counter.builder("skycast.edge." + what).description(HELP.getOrDefault(what, what));
            return (dot < 0 ? counter : counter.tag("what", n.substring(dot + 1))).register(meters);
        });
    }

    /** The counts so far, by name; what never happened is not there. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> {
            if (count.count() > 0) {
                sums.put(name, (long) count.count());
            }
        });
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
}
