package org.skycast.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolException;

/** Where all sources give: makes of what they give what is to be kept, and keeps it. */
final class Intake {

    private final SampleProcessor handling;
    private final Spool spool;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Runnable afterwards;
    private final Map<String, Instant> newest = new ConcurrentHashMap<>();

    /** @param afterwards run once something is kept */
    Intake(SampleProcessor handling, Spool spool, EdgeMetrics metrics, InstantSource clock, Runnable afterwards) {
        this.handling = handling;
        this.spool = spool;
        this.metrics = metrics;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /** What one source gave. */
    record Gift(String source, Memory memory, List<Sample> given) {}

    /**
     * Keeps all of it, on disk on return.
     *
     * @throws SpoolException if it cannot be kept; nothing of it is
     */
    synchronized void take(List<Gift> gifts) {
        Instant now = clock.instant();
        try {
            spool.together(
                    () -> gifts.forEach(gift ->
                            spool.put(gift.source(), gift.memory(), gift.given(), handled(gift.given(), now), now)),
                    handling::restore);
        } catch (SpoolException e) {
            metrics.refused();
            throw e;
        }
        gifts.forEach(gift -> gift.given().forEach(one -> {
            newest.merge(gift.source(), one.at(), (a, b) -> a.isAfter(b) ? a : b);
            count(one);
        }));
        afterwards.run();
    }

    /** The event time of the newest thing that {@code source} gave. */
    Optional<Instant> newest(String source) {
        return Optional.ofNullable(newest.get(source));
    }

    private List<Sample> handled(List<Sample> given, Instant now) {
        List<Sample> kept = new ArrayList<>();
        given.forEach(one -> kept.addAll(handling.handle(one, now)));
        return kept;
    }

    /** Lets time go on for stations that have fallen silent; to be called twice a minute. */
    synchronized void advance() {
        Instant now = clock.instant();
        spool.together(() -> spool.put(handling.advance(now), now), handling::restore);
        afterwards.run();
    }

    /** Keeps what the edge itself says. */
    synchronized void report(List<Sample> reports) {
        spool.put(reports, clock.instant());
        afterwards.run();
    }

    private void count(Sample one) {
        if (one instanceof Sample.Frame) {
            metrics.tookFrame(one.stationId(), one.at());
        } else if (one instanceof Sample.Values) {
            metrics.tookReading(one.stationId(), one.at());
        }
    }
}
