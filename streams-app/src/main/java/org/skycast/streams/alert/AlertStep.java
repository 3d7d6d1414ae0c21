package org.skycast.streams.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Alert;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.ForecastCheck;
import org.skycast.records.AlertRuleRecords;
import org.skycast.records.ForecastRecords;
import org.skycast.records.WeatherAlertRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.TaskProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forecasts, rules and time that passes to messages; what is decided is the domain's. */
final class AlertStep extends TaskProcessor<AlertInput, Alert, AlertTask> {

    /** Where every message goes. */
    static final Outgoing<Alert> ALERTS = new Outgoing<>("alerts-out");

    /** Where the newest message of each alert goes. */
    static final Outgoing<Alert> ACTIVE = new Outgoing<>("active-alerts-out");

    /**
     * A tick tells of the time so long before it: a forecast that was issued by then has come by now, so whether it or the
     * tick came first makes no difference.
     */
    private static final Duration BEHIND = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(AlertStep.class);

    private final NowcastMetrics metrics;

    AlertStep(NowcastMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected AlertTask open(ProcessorContext<String, Alert> context) {
        var task = new AlertTask(new AlertStores(context), metrics.alerts().gauge());
        task.rules().forEach(metrics.alerts()::knows);
        return task;
    }

    @Override
    protected void process(AlertTask task, Record<String, AlertInput> record) {
        if (record.value() instanceof AlertInput.Foretold foretold) {
            foretell(task, record, ForecastRecords.toDomain(foretold.envelope().record()));
        } else if (record.value() instanceof AlertInput.Ruled ruled) {
            rule(task, ruled);
        } else if (record.value() instanceof AlertInput.Ticked) {
            Instant time = Instant.ofEpochMilli(record.timestamp()).minus(BEHIND);
            task.pass(time, (station, outcome) -> publish(record, station, outcome));
        } else {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
        }
    }

    private void foretell(AlertTask task, Record<String, AlertInput> record, Forecast forecast) {
        Instant appendedAt = Instant.ofEpochMilli(record.timestamp());
        if (ForecastCheck.fault(String.valueOf(record.key()), forecast, appendedAt)
                .isPresent()) {
            // The stage that scores forecasts has put it aside.
            return;
        }
        RecordMetadata at = context().recordMetadata().orElseThrow();
        var origin = new Origin(at.topic(), at.partition(), at.offset());
        publish(record, record.key(), task.take(record.key(), forecast, origin));
    }

    private void rule(AlertTask task, AlertInput.Ruled ruled) {
        try {
            var rule = AlertRuleRecords.toDomain(ruled.envelope().record());
            task.rule(rule);
            metrics.alerts().knows(rule.id());
        } catch (IllegalArgumentException e) {
            metrics.alerts().ruleRefused();
            LOG.error(e.getMessage());
        }
    }

    private void publish(Record<String, AlertInput> cause, String station, AlertOutcome outcome) {
        metrics.alerts().judged(outcome);
        Map<String, @Nullable Alert> newest = new LinkedHashMap<>();
        for (AlertMessage message : outcome.messages()) {
            Alert alert = WeatherAlertRecords.toAvro(message);
            ALERTS.forwardAtOnce(context(), cause.withKey(station).withValue(alert));
            newest.put(message.rule().id(), alert);
        }
        outcome.forgotten().stream()
                .filter(rule -> !outcome.next().isOpen(rule))
                .forEach(rule -> newest.put(rule, null));
        newest.forEach((rule, alert) -> forward(cause.withKey(AlertStores.key(station, rule)), alert));
    }

    @SuppressWarnings("NullAway") // a deletion has no value
    private void forward(Record<String, AlertInput> cause, @Nullable Alert alert) {
        ACTIVE.forward(context(), cause.withValue(alert));
    }

    @Override
    protected void close(AlertTask task) {
        task.close();
    }
}
