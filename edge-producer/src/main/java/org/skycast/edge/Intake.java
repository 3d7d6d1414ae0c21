package org.skycast.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceBatch;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolBatch;
import org.skycast.edge.spool.SpoolException;
import org.skycast.inference.BundleException;

/**
 * Where all sources give: makes of what they give what is to be kept, and then keeps it in one transaction. A station is
 * held from the first to the last, so its samples are processed and kept in one order; the spool is held for the
 * transaction alone, and other stations not at all. Thread-safe.
 */
final class Intake {

    private final SampleProcessor processor;
    private final Spool spool;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Runnable afterwards;
    private final StationLocks stations = new StationLocks();
    private final Map<String, Instant> newest = new ConcurrentHashMap<>();

    /** @param afterwards run once something is kept */
    Intake(SampleProcessor processor, Spool spool, EdgeMetrics metrics, InstantSource clock, Runnable afterwards) {
        this.processor = processor;
        this.spool = spool;
        this.metrics = metrics;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /**
     * Keeps all of it, on disk on return.
     *
     * @throws SpoolException if it cannot be kept; nothing of it is
     */
    void take(List<SourceBatch> batches) {
        try {
            keep(stations(batches), now -> processed(batches, now));
        } catch (SpoolException e) {
            metrics.refused();
            throw e;
        }
        batches.forEach(batch -> batch.samples().forEach(sample -> {
            newest.merge(batch.source(), sample.at(), (a, b) -> a.isAfter(b) ? a : b);
            count(sample);
        }));
        afterwards.run();
    }

    private List<SpoolBatch> processed(List<SourceBatch> batches, Instant now) {
        List<SpoolBatch> made = new ArrayList<>();
        batches.forEach(batch -> made.add(new SpoolBatch(batch, processor.process(batch.samples(), now))));
        return made;
    }

    /** What the edge says of a station itself goes by the model, and waits for nothing. */
    private static Set<String> stations(List<SourceBatch> batches) {
        Set<String> ids = new TreeSet<>();
        batches.forEach(batch -> batch.samples().stream()
                .filter(sample -> !(sample instanceof Sample.Report))
                .forEach(sample -> ids.add(sample.stationId())));
        return ids;
    }

    /** The event time of the newest thing that {@code source} gave. */
    Optional<Instant> newest(String source) {
        return Optional.ofNullable(newest.get(source));
    }

    /**
     * Lets time go on for stations that have fallen silent; to be called twice a minute.
     *
     * @throws SpoolException if what comes of it cannot be kept; it comes again
     */
    void advance() {
        for (String station : processor.stations()) {
            keep(Set.of(station), now -> {
                Processed made = processor.advance(station, now);
                return made.isEmpty() ? List.of() : List.of(SpoolBatch.unasked(made));
            });
        }
        spool.keepToLimits(clock.instant());
        afterwards.run();
    }

    private void keep(Set<String> ids, Function<Instant, List<SpoolBatch>> processing) {
        try {
            keepOnce(ids, processing);
        } catch (BundleException e) {
            // A network that fails must not cost the data that it failed on.
            processor.giveUpModel(String.valueOf(e.getMessage()));
            keepOnce(ids, processing);
        }
    }

    private void keepOnce(Set<String> ids, Function<Instant, List<SpoolBatch>> processing) {
        stations.holding(ids, () -> {
            // Asked once the stations are held, so that each station's time goes as it is taken.
            Instant now = clock.instant();
            boolean kept = false;
            try {
                List<SpoolBatch> made = processing.apply(now);
                if (!made.isEmpty()) {
                    spool.write(made, now);
                }
                kept = true;
            } finally {
                ids.forEach(kept ? processor::commit : processor::rollBack);
            }
        });
    }

    private void count(Sample sample) {
        if (sample instanceof Sample.Frame) {
            metrics.tookFrame(sample.stationId(), sample.at());
        } else if (sample instanceof Sample.Values) {
            metrics.tookReading(sample.stationId(), sample.at());
        }
    }
}
