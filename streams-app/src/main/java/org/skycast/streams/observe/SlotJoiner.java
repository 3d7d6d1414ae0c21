package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.metrics.NowcastMetrics;

/** Skies: joined with the readings of their slot; the slots that they close are published. */
public final class SlotJoiner extends ContextualProcessor<String, Object, String, Object> {

    private final StationObserver observer;
    private final NowcastMetrics metrics;
    private @Nullable StationStores memory;
    private @Nullable ObservationSink outlet;

    public SlotJoiner(StationObserver observer, NowcastMetrics metrics) {
        this.observer = observer;
        this.metrics = metrics;
    }

    /** A sky of an admitted frame or embedding. */
    record Joinable(Station station, Stamp stamp, Sky sky) {}

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        memory = new StationStores(context);
        outlet = new ObservationSink(context, metrics);
    }

    @Override
    public void process(Record<String, Object> record) {
        if (memory == null || outlet == null || !(record.value() instanceof Joinable sky)) {
            throw new IllegalStateException("init was not called, or another kind of record came");
        }
        String id = sky.station().id();
        Transition transition =
                observer.join(sky.station(), memory.state(id), memory.tallies(id), sky.stamp(), sky.sky());
        memory.keep(id, transition);
        outlet.publish(id, transition, record.timestamp());
    }
}
