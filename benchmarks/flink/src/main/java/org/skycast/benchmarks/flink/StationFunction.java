package org.skycast.benchmarks.flink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.skycast.inference.bundle.ModelBundle;

/**
 * A station's records to observations, forecasts and what is learnt. In the order of the log, a record waits in state until
 * the watermark, which is the log's time, has passed it.
 */
final class StationFunction extends KeyedProcessFunction<String, LogRecord, WireRecord> {

    private static final long serialVersionUID = 1L;

    private final JobSettings settings;
    private transient @Nullable OfTask task;

    StationFunction(JobSettings settings) {
        this.settings = settings;
    }

    private record OfTask(StationWay way, StationMemory memory, MapState<Long, List<LogRecord>> waiting) {}

    @Override
    public void open(OpenContext context) {
        var way = new StationWay(ModelBundle.load(Path.of(settings.bundle())), settings.serdes());
        MapState<Long, List<LogRecord>> waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", LongSerializer.INSTANCE, new ListSerializer<>(LogRecordSerializer.INSTANCE)));
        task = new OfTask(way, new StationInState(getRuntimeContext()), waiting);
    }

    @Override
    public void processElement(LogRecord record, Context context, Collector<WireRecord> out) throws Exception {
        long watermark = context.timerService().currentWatermark();
        if (settings.order() == JobSettings.Order.arrival || record.appendedAt() <= watermark) {
            task().way().take(record, task().memory(), out::collect);
            return;
        }
        MapState<Long, List<LogRecord>> waiting = task().waiting();
        List<LogRecord> known = waiting.get(record.appendedAt());
        List<LogRecord> then = known == null ? new ArrayList<>() : new ArrayList<>(known);
        then.add(record);
        waiting.put(record.appendedAt(), then);
        context.timerService().registerEventTimeTimer(record.appendedAt());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WireRecord> out) throws Exception {
        List<LogRecord> due = new ArrayList<>(task().waiting().get(time));
        task().waiting().remove(time);
        due.sort(LogRecord.ORDER);
        due.forEach(record -> task().way().take(record, task().memory(), out::collect));
    }

    private OfTask task() {
        if (task == null) {
            throw new IllegalStateException("open was not called");
        }
        return task;
    }

    @Override
    public void close() {
        if (task != null) {
            task.way().close();
        }
    }
}
