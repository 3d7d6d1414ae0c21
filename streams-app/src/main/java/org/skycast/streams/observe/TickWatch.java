package org.skycast.streams.observe;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Tick;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Transition;
import org.skycast.streams.metrics.NowcastMetrics;

/**
 * Silence. Every so often the wall clock writes a tick into the log of this task's partition; only when the tick comes
 * back, in its place among the other records, does it close the slots of stations that have fallen silent. So a topology
 * that catches up never takes its own lag for silence, and a replay sees the same silence.
 */
public final class TickWatch extends ContextualProcessor<String, Tick, String, Object> {

    private final StationObserver observer;
    private final NowcastMetrics metrics;
    private final Duration interval;
    private @Nullable StationStores memory;
    private @Nullable ObservationSink outlet;

    public TickWatch(StationObserver observer, NowcastMetrics metrics, Duration interval) {
        this.observer = observer;
        this.metrics = metrics;
        this.interval = interval;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        memory = new StationStores(context);
        outlet = new ObservationSink(context, metrics);
        int partition = context.taskId().partition();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> {
            var tick = new Tick(partition, Instant.ofEpochMilli(now));
            context.forward(new Record<>(Integer.toString(partition), tick, now), ObserveNodes.TICKS_OUT);
        });
    }

    @Override
    public void process(Record<String, Tick> record) {
        if (memory == null || outlet == null) {
            throw new IllegalStateException("init was not called");
        }
        StationStores stores = memory;
        ObservationSink out = outlet;
        Instant at = Instant.ofEpochMilli(record.timestamp());
        stores.forEachStation(station -> {
            var before = stores.state(station.id());
            Transition transition = observer.tick(station, before, stores.tallies(station.id()), at);
            if (!transition.observations().isEmpty()) {
                stores.keep(station.id(), transition);
                out.publish(station.id(), transition, record.timestamp());
            }
        });
    }
}
