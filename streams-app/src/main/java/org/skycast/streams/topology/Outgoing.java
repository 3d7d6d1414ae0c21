package org.skycast.streams.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A child of processors, by its node's name and with the type of what it takes. Kafka Streams knows one type for all
 * children of a processor, and some have two; the cast that this asks for is here and nowhere else.
 *
 * @param <V> what the child takes
 * @param child the node's name
 */
public record Outgoing<V>(String child) {

    /** Gives the child a record. */
    @SuppressWarnings("unchecked") // the child was added as one that takes V
    public void forward(ProcessorContext<String, ?> context, Record<String, V> record) {
        ((ProcessorContext<String, V>) context).forward(record, child);
    }

    /** Gives the child a record that somebody waits for, and has it committed at once where that helps them. */
    public void forwardAtOnce(ProcessorContext<String, ?> context, Record<String, V> record) {
        forward(context, record);
        PromptCommit.ask(context, record.timestamp());
    }
}
