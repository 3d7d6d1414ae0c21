package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.records.RejectionRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;

/** Where records that are not used leave the observe stage, counted, for their sender's operator to look at. */
final class RejectionSink {

    private final ProcessorContext<String, ?> context;
    private final NowcastMetrics metrics;

    RejectionSink(ProcessorContext<String, ?> context, NowcastMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /** Puts the record there that is being taken. */
    void reject(Record<String, ?> record, Envelope<?> envelope, Rejection rejection) {
        metrics.rejected(rejection.reason().name());
        var rejected = RejectionRecords.toAvro(
                rejection, String.valueOf(record.key()), at(context), record.timestamp(), envelope.wire());
        ObserveNodes.REJECTED.forward(context, new Record<>(record.key(), rejected, record.timestamp()));
    }

    /** Where the record that is being taken stands in the log. */
    static Origin at(ProcessorContext<?, ?> context) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        return new Origin(at.topic(), at.partition(), at.offset());
    }
}
