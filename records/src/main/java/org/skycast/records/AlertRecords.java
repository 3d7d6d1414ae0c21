package org.skycast.records;

import org.skycast.avro.Alert;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.verify.rolling.DriftChange;
import org.skycast.nowcast.verify.rolling.DriftChange.State;
import org.skycast.nowcast.verify.rolling.DriftSentence;
import org.skycast.nowcast.verify.rolling.OpenDrift;

/** Drifts on their way to the log: alerts in the terms of the Common Alerting Protocol. */
public final class AlertRecords {

    private AlertRecords() {}

    /** The alert as the log keeps it; a drift has been measured, hence observed and certain. */
    public static Alert toAvro(String station, DriftChange change, Forecast.Lineage lineage) {
        OpenDrift alert = change.alert();
        var record = Alert.newBuilder()
                .setId(alert.id(station))
                .setRule(alert.rule().label())
                .setStationId(station)
                .setSeverity(alert.rule().severity())
                .setUrgency(change.state() == State.CLEARED ? "Past" : "Expected")
                .setCertainty("Observed")
                .setOnset(alert.onset())
                .setExpires(alert.expires())
                .setState(change.state().name())
                .setProbability(1)
                .setLineage(LineageRecords.withoutSlots(lineage))
                .setLevel(alert.level());
        alert.bundleLevel().ifPresent(record::setBundleLevel);
        record.setSentence(DriftSentence.of(station, alert));
        alert.evidence().ifPresent(evidence -> {
            record.setValue(evidence.value())
                    .setBaseline(evidence.baseline())
                    .setThreshold(evidence.threshold())
                    .setCases(evidence.cases());
            evidence.lead().ifPresent(lead -> record.setLeadMinutes(Math.toIntExact(lead.toMinutes())));
        });
        return record.build();
    }
}
