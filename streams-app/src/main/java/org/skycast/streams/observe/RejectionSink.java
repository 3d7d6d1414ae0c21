package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.Rejections;

/** Where records that are not used leave the observe stage. */
final class RejectionSink {

    private final ProcessorContext<String, ?> context;
    private final Rejections rejections;

    RejectionSink(ProcessorContext<String, ?> context, NowcastMetrics metrics) {
        this.context = context;
        this.rejections = new Rejections(ObserveNodes.REJECTED, metrics);
    }

    /** Puts the record there that is being taken. */
    void reject(Record<String, ?> record, Envelope<?> envelope, Rejection rejection) {
        rejections.reject(context, record, envelope.wire(), rejection);
    }

    /** Where the record that is being taken stands in the log. */
    static Origin at(ProcessorContext<?, ?> context) {
        return Rejections.at(context);
    }
}
