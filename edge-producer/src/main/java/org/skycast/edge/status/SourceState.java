package org.skycast.edge.status;

import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.supervise.SourceHealth;

/**
 * How a source is doing.
 *
 * @param station whose it is
 * @param name unique and the same at each start
 * @param why in one sentence, where it is not up or somebody should know something of it
 * @param restarts how often it was started again since the edge was
 * @param newest the event time of the newest thing it gave since then
 */
public record SourceState(
        String station,
        String name,
        Condition condition,
        Optional<String> why,
        long restarts,
        Optional<Instant> newest) {

    /** Whether it gives. */
    public enum Condition {
        /** It runs. */
        UP,
        /** It failed and is tried again. */
        WAITING,
        /** Nothing will come any more. */
        ENDED
    }

    /** The same; {@code remark} is why, where nothing else is. */
    public SourceState remarked(Optional<String> remark) {
        return new SourceState(station, name, condition, why.or(() -> remark), restarts, newest);
    }

    /** How a source that is run again when it fails is doing. */
    public static SourceState of(SourceHealth health, Optional<Instant> newest) {
        String station = health.name().substring(0, health.name().indexOf('/'));
        SourceHealth.State state = health.state();
        Condition condition = state instanceof SourceHealth.Running
                ? Condition.UP
                : state instanceof SourceHealth.Waiting ? Condition.WAITING : Condition.ENDED;
        Optional<String> why =
                state instanceof SourceHealth.Waiting waiting ? Optional.of(waiting.because()) : Optional.empty();
        return new SourceState(station, health.name(), condition, why, health.restarts(), newest);
    }
}
