package org.skycast.trials.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.skycast.trials.replay.ReplayPlan.Span;

/** A replay commits at the last observation of each partition, and leaves the others to its interval. */
class CommitAtEndTest {

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

    private boolean isCommittedAt(int partition, long offset) {
        var end = new CommitAtEnd(List.of(new Span(0, 2, 5), new Span(1, 0, 9)));
        end.init(context);
        context.resetCommit();
        context.setRecordMetadata("skycast.observations", partition, offset);
        end.process(new Record<>("a", "observation", 0));
        return context.committed();
    }

    @Test
    void theLastOfAPartitionIsCommitted() {
        assertThat(isCommittedAt(0, 4)).isTrue();
        assertThat(isCommittedAt(1, 8)).isTrue();
    }

    @Test
    void noOtherIs() {
        assertThat(isCommittedAt(0, 3)).isFalse();
        assertThat(isCommittedAt(0, 8)).isFalse();
        assertThat(isCommittedAt(1, 4)).isFalse();
        assertThat(isCommittedAt(2, 4)).isFalse();
    }
}
