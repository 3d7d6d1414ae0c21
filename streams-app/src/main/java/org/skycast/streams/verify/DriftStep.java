package org.skycast.streams.verify;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.avro.Alert;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.verify.rolling.DriftMonitor;
import org.skycast.nowcast.verify.rolling.RollingSums;
import org.skycast.nowcast.verify.rolling.StationSkill;
import org.skycast.records.AlertRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.topics.Topics;

/** Scores and measured values to rolling sums, and drifts to alerts for operators. */
final class DriftStep extends TaskProcessor<Verified, Alert, StreamsRollingSums.Stores> {

    private final DriftMonitor monitor;
    private final NowcastMetrics metrics;
    private final Set<String> shown = new HashSet<>();

    /** @param training what the champion was trained on */
    DriftStep(TrainingStatistics training, NowcastMetrics metrics) {
        this.monitor = new DriftMonitor(training, origin -> origin.topic().equals(Topics.FORECASTS.name()));
        this.metrics = metrics;
    }

    @Override
    protected StreamsRollingSums.Stores open(ProcessorContext<String, Alert> context) {
        var stores = new StreamsRollingSums.Stores(context);
        stores.forEachStation(station -> {
            RollingSums sums = stores.of(station);
            sums.state().ifPresent(state -> show(station, monitor.skill(sums, state)));
        });
        return stores;
    }

    @Override
    protected void process(StreamsRollingSums.Stores stores, Record<String, Verified> record) {
        if (record.value() instanceof Verified.News news) {
            monitor.take(stores.of(record.key()), news.update()).ifPresent(skill -> {
                show(record.key(), skill);
                publish(record, record.key(), skill);
            });
        } else if (record.value() instanceof Verified.TimePassed) {
            Instant logTime = Instant.ofEpochMilli(record.timestamp());
            stores.forEachStation(
                    station -> monitor.pass(stores.of(station), logTime).ifPresent(last -> {
                        hide(station);
                        publish(record, station, last);
                    }));
        }
    }

    @Override
    protected void close(StreamsRollingSums.Stores stores) {
        // Another instance may have the stations from now on.
        Set.copyOf(shown).forEach(this::hide);
    }

    private void show(String station, StationSkill skill) {
        metrics.stations().publish(station, StationSkillSeries.of(skill));
        shown.add(station);
    }

    private void hide(String station) {
        metrics.stations().forget(station);
        shown.remove(station);
    }

    private void publish(Record<String, Verified> cause, String station, StationSkill skill) {
        skill.lineage()
                .ifPresent(lineage -> skill.changes().forEach(change -> {
                    metrics.operatorAlert(change);
                    context().forward(cause.withKey(station).withValue(AlertRecords.toAvro(station, change, lineage)));
                }));
    }
}
