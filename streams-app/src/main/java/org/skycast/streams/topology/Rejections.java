package org.skycast.streams.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.avro.Rejected;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.records.RejectionRecords;
import org.skycast.streams.metrics.NowcastMetrics;

/**
 * Where records that are not used leave a stage, counted, for their sender's operator to look at.
 *
 * @param way the sink
 */
public record Rejections(Outgoing<Rejected> way, NowcastMetrics metrics) {

    /** Puts the record there that is being taken; {@code wire} is its value as it came. */
    public void reject(
            ProcessorContext<String, ?> context, Record<String, ?> record, byte[] wire, Rejection rejection) {
        metrics.rejected(rejection.reason().name());
        var rejected =
                RejectionRecords.toAvro(rejection, String.valueOf(record.key()), at(context), record.timestamp(), wire);
        way.forward(context, new Record<>(record.key(), rejected, record.timestamp()));
    }

    /** Where the record that is being taken stands in the log. */
    public static Origin at(ProcessorContext<?, ?> context) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        return new Origin(at.topic(), at.partition(), at.offset());
    }
}
