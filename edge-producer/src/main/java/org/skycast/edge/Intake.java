package org.skycast.edge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Taken;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolException;

/** Where all sources give: makes of what they give what is to be kept, and keeps it. */
final class Intake {

    private final Handling handling;
    private final Spool spool;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Runnable afterwards;

    /** @param afterwards run once something is kept */
    Intake(Handling handling, Spool spool, EdgeMetrics metrics, InstantSource clock, Runnable afterwards) {
        this.handling = handling;
        this.spool = spool;
        this.metrics = metrics;
        this.clock = clock;
        this.afterwards = afterwards;
    }

    /** What one source gave. */
    record Gift(String source, Memory memory, List<Taken> given) {}

    /**
     * Keeps all of it, on disk on return.
     *
     * @throws SpoolException if it cannot be kept; nothing of it is
     */
    synchronized void take(List<Gift> gifts) {
        try {
            spool.together(() -> gifts.forEach(gift ->
                    spool.put(gift.source(), gift.memory(), gift.given(), handled(gift.given()), clock.instant())));
        } catch (SpoolException e) {
            metrics.refused();
            throw e;
        }
        gifts.forEach(gift -> gift.given().forEach(this::count));
        afterwards.run();
    }

    private List<Taken> handled(List<Taken> given) {
        List<Taken> kept = new ArrayList<>();
        given.forEach(one -> kept.addAll(handling.handle(one)));
        return kept;
    }

    private void count(Taken one) {
        if (one instanceof Taken.Frame) {
            metrics.tookFrame(one.stationId(), one.at());
        } else if (one instanceof Taken.Values) {
            metrics.tookReading(one.stationId(), one.at());
        }
    }
}
