package org.skycast.streams.guard;

import java.util.Optional;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Origin;

/** A processor that tells its stage's guard which record it is at. */
public final class GuardedProcessor<K, V, L, W> implements Processor<K, V, L, W> {

    private final Processor<K, V, L, W> processor;
    private Optional<StageGuard> guard = Optional.empty();
    private @Nullable ProcessorContext<L, W> context;

    public GuardedProcessor(Processor<K, V, L, W> processor) {
        this.processor = processor;
    }

    @Override
    public void init(ProcessorContext<L, W> opened) {
        context = opened;
        guard = StageGuard.of(opened.appConfigs());
        processor.init(opened);
    }

    @Override
    public void process(Record<K, V> record) {
        ProcessorContext<L, W> open = context;
        if (guard.isEmpty() || open == null || open.recordMetadata().isEmpty()) {
            processor.process(record);
            return;
        }
        var metadata = open.recordMetadata().get();
        var at = new Origin(metadata.topic(), metadata.partition(), metadata.offset());
        process(record, guard.get(), open.taskId(), at);
        if (guard.get().isCareful(open.taskId())) {
            open.commit();
        }
    }

    private void process(Record<K, V> record, StageGuard watched, TaskId task, Origin at) {
        watched.begin(task, at, record.value());
        try {
            processor.process(record);
        } catch (StackOverflowError overflow) {
            // Where memory is short another may be at fault; how deep it goes is the record's own doing.
            throw new IllegalStateException("it nests too deeply", overflow);
        } catch (RuntimeException | Error failure) {
            watched.thrown(failure);
            throw failure;
        } finally {
            watched.end(task, at);
        }
    }

    @Override
    public void close() {
        processor.close();
    }
}
