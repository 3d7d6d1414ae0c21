package org.skycast.trials.replay;

import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.trials.replay.ReplayPlan.Span;

/** Asks for a commit at the last observation of each partition: the run is done once all are committed. */
final class CommitAtEnd extends ContextualProcessor<String, Object, Void, Void> {

    private final List<Span> spans;

    CommitAtEnd(List<Span> spans) {
        this.spans = spans;
    }

    @Override
    public void process(Record<String, Object> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        if (spans.stream().anyMatch(span -> span.endsWith(at.partition(), at.offset()))) {
            context().commit();
        }
    }
}
