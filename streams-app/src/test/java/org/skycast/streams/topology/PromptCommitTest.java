package org.skycast.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What somebody waits for is committed at once, but not where the log is far ahead or a commit has just been asked for. */
class PromptCommitTest {

    private static final long NOW = 1_000_000;

    private final MockProcessorContext<String, String> context = ofStep(0);

    private static MockProcessorContext<String, String> ofStep(int subtopology) {
        return new MockProcessorContext<>(new Properties(), new TaskId(subtopology, 0), null);
    }

    private boolean isCommitted(long timestamp, long now) {
        return isCommitted(context, timestamp, now);
    }

    private static boolean isCommitted(MockProcessorContext<String, String> context, long timestamp, long now) {
        context.resetCommit();
        context.setCurrentSystemTimeMs(now);
        PromptCommit.ask(context, timestamp);
        return context.committed();
    }

    /** In a thread of its own, as a stage's, that nothing was asked of before. */
    private static <T> T inItsThread(Supplier<T> supplier) {
        return CompletableFuture.supplyAsync(supplier, work -> new Thread(work).start())
                .join();
    }

    @Test
    void theFirstIsCommittedAndWhatFollowsAtOnceIsNot() {
        assertThat(inItsThread(() -> isCommitted(NOW, NOW))).isTrue();
        assertThat(inItsThread(() -> isCommitted(NOW, NOW) && isCommitted(NOW, NOW + 19)))
                .isFalse();
        assertThat(inItsThread(() -> isCommitted(NOW, NOW) && isCommitted(NOW, NOW + 20)))
                .isTrue();
    }

    @Test
    void theNextStepOfTheSameThreadIsCommittedAsSoonAsItIsThere() {
        MockProcessorContext<String, String> next = ofStep(1);
        assertThat(inItsThread(() -> isCommitted(NOW, NOW) && isCommitted(next, NOW, NOW + 9)))
                .isTrue();
        assertThat(inItsThread(() ->
                        isCommitted(NOW, NOW) && isCommitted(next, NOW, NOW + 9) && isCommitted(next, NOW, NOW + 18)))
                .isFalse();
    }

    @Test
    void whoIsBehindTheLogCommitsByTheInterval() {
        assertThat(inItsThread(() -> isCommitted(NOW - 500, NOW))).isTrue();
        assertThat(inItsThread(() -> isCommitted(NOW - 501, NOW))).isFalse();
    }

    @Test
    void whatGoesOutAtOnceIsForwardedAndCommitted() {
        var child = new Outgoing<String>("child");
        context.setCurrentSystemTimeMs(NOW);
        child.forward(context, new Record<>("a", "waits", NOW));
        assertThat(context.committed()).isFalse();
        boolean isCommitted = inItsThread(() -> {
            child.forwardAtOnce(context, new Record<>("a", "is waited for", NOW));
            return context.committed();
        });
        assertThat(isCommitted).isTrue();
        assertThat(context.forwarded("child"))
                .extracting(forward -> (Object) forward.record().value())
                .containsExactly("waits", "is waited for");
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        assertThat(inItsThread(() -> isCommitted(NOW, NOW) && isCommitted(NOW, NOW - 5_000)))
                .isTrue();
    }
}
