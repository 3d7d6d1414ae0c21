package org.skycast.streams.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A processor of one task, whose work needs what there is only once the task begins: stores, children, models.
 *
 * @param <I> what comes
 * @param <O> what goes to its next processor or main sink
 * @param <T> what the task holds
 */
public abstract class TaskProcessor<I, O, T> extends ContextualProcessor<String, I, String, O> {

    private @Nullable T task;

    /** What the task holds while it runs. */
    protected abstract T open(ProcessorContext<String, O> context);

    /** Takes the next record. */
    protected abstract void process(T task, Record<String, I> record);

    /** Frees what the task holds. */
    protected void close(T task) {}

    @Override
    public final void init(ProcessorContext<String, O> context) {
        super.init(context);
        task = open(context);
    }

    @Override
    public final void process(Record<String, I> record) {
        if (task == null) {
            throw new IllegalStateException("init was not called");
        }
        process(task, record);
    }

    @Override
    public final void close() {
        if (task != null) {
            close(task);
        }
        task = null;
    }
}
