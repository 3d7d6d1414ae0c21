package org.skycast.streams.observe;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.Observation;
import org.skycast.avro.Tick;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.TaskProcessor;

/**
 * Silence. Every so often the wall clock writes a tick into the log of this task's partition; only when the tick comes
 * back, in its place among the other records, does it close the slots of stations that have fallen silent. So a topology
 * that catches up never takes its own lag for silence, and a replay sees the same silence.
 */
final class TickWatch extends TaskProcessor<Envelope<Tick>, Observation, TickWatch.Task> {

    private final StationObserver observer;
    private final NowcastMetrics metrics;
    private final Duration interval;

    TickWatch(StationObserver observer, NowcastMetrics metrics, Duration interval) {
        this.observer = observer;
        this.metrics = metrics;
        this.interval = interval;
    }

    record Task(StationStores stations, ObservationSink observations) {}

    @Override
    protected Task open(ProcessorContext<String, Observation> context) {
        int partition = context.taskId().partition();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> {
            var tick = new Tick(partition, Instant.ofEpochMilli(now));
            ObserveNodes.TICKS.forward(context, new Record<>(Integer.toString(partition), tick, now));
        });
        return new Task(new StationStores(context), new ObservationSink(context, metrics));
    }

    @Override
    protected void process(Task task, Record<String, Envelope<Tick>> record) {
        if (record.value() == null) {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
            return;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        task.stations().forEachStation(station -> {
            var session =
                    new ObservationSession(observer, station, task.stations().of(station.id()));
            task.observations().publish(station.id(), session.tick(at), record.timestamp());
        });
    }
}
