package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.nowcast.session.ObservationSession.Decided;
import org.skycast.records.ObservationRecords;
import org.skycast.streams.metrics.NowcastMetrics;

/** Where the observe stage's observations leave it, counted. */
final class ObservationSink {

    private final ProcessorContext<String, ?> context;
    private final NowcastMetrics metrics;

    ObservationSink(ProcessorContext<String, ?> context, NowcastMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** Publishes what was decided of a station by a record that the log took at {@code timestamp}. */
    void publish(String station, Decided decided, long timestamp) {
        metrics.missing(decided.missing());
        decided.observations().forEach(observation -> {
            metrics.observation(observation.revision());
            ObserveNodes.OBSERVATIONS.forwardAtOnce(
                    context, new Record<>(station, ObservationRecords.toAvro(observation), timestamp));
        });
    }
}
