package org.skycast.streams.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Has what somebody waits for committed at once rather than with the interval, {@code commit.interval.ms}: nobody may read it
 * before that, and from a reading to its forecast two such waits follow one another. Who is behind the log leaves it to the interval
 * and takes the next record instead, so that no throughput is spent on it. When a commit was asked for does not enter what is written.
 */
final class PromptCommit {

    /** What the log took longer ago waits for other records, not for a commit. */
    private static final long BEHIND_MILLIS = 500;

    /** A commit is a whole thread's, of all its tasks, and takes some milliseconds of it. */
    private static final long SPACING_MILLIS = 20;

    /** By step: between an observation and its forecast lie some ten milliseconds, and both are waited for. */
    private static final ThreadLocal<Map<Integer, Long>> LAST_ASKED = ThreadLocal.withInitial(HashMap::new);

    private PromptCommit() {}

    /**
     * Asks the thread that a task runs on to commit once it is done with the record.
     *
     * @param timestamp when the log took that, in milliseconds of the epoch
     */
    static void ask(ProcessingContext context, long timestamp) {
        long now = context.currentSystemTimeMs();
        boolean isBehind = now - timestamp > BEHIND_MILLIS;
        // A clock that was set back is no reason to wait until it is there again.
        int step = context.taskId().subtopology();
        boolean wasJustAsked = Math.abs(now - LAST_ASKED.get().getOrDefault(step, 0L)) < SPACING_MILLIS;
        if (!isBehind && !wasJustAsked) {
            LAST_ASKED.get().put(step, now);
            context.commit();
        }
    }
}
