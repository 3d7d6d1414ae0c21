package org.skycast.streams.observe;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.Observation;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.TaskProcessor;

/** Skies: joined with the readings of their slot; the slots that they close are published. */
final class SlotJoiner extends TaskProcessor<JoinableSky, Observation, SlotJoiner.Task> {

    private final StationObserver observer;
    private final NowcastMetrics metrics;

    SlotJoiner(StationObserver observer, NowcastMetrics metrics) {
        this.observer = observer;
        this.metrics = metrics;
    }

    record Task(StationStores stations, ObservationSink observations) {}

    @Override
    protected Task open(ProcessorContext<String, Observation> context) {
        return new Task(new StationStores(context), new ObservationSink(context, metrics));
    }

    @Override
    protected void process(Task task, Record<String, JoinableSky> record) {
        JoinableSky joinable = record.value();
        String id = joinable.station().id();
        var session = new ObservationSession(
                observer, joinable.station(), task.stations().of(id));
        task.observations().publish(id, session.join(joinable.stamp(), joinable.sky()), record.timestamp());
    }
}
