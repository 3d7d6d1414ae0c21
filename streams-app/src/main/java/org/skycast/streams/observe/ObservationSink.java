package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Transition;
import org.skycast.records.ObservationRecords;
import org.skycast.records.RejectionRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Where the observe stage's decisions leave it, counted. */
final class ObservationSink {

    private final ProcessorContext<String, Object> context;
    private final NowcastMetrics metrics;

    ObservationSink(ProcessorContext<String, Object> context, NowcastMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** Publishes a transition's observations. */
    void publish(String station, Transition transition, long timestamp) {
        metrics.missing(transition.missing());
        transition.observations().forEach(observation -> {
            metrics.observation(observation.revision());
            context.forward(
                    new Record<>(station, ObservationRecords.toAvro(observation), timestamp), ObserveNodes.OBSERVATIONS);
        });
    }

    /** Puts a record where its sender's operator can look at it. */
    void reject(Record<String, ?> record, Envelope<?> envelope, Rejection rejection) {
        metrics.rejected(rejection.reason().name());
        RecordMetadata at = context.recordMetadata().orElseThrow();
        var origin = new Origin(at.topic(), at.partition(), at.offset());
        var rejected = RejectionRecords.toAvro(
                rejection, String.valueOf(record.key()), origin, record.timestamp(), envelope.wire());
        context.forward(new Record<>(record.key(), rejected, record.timestamp()), ObserveNodes.REJECTED);
    }
}
