package org.skycast.records;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.avro.Alert;
import org.skycast.avro.AlertReference;
import org.skycast.avro.AlertText;
import org.skycast.avro.WeatherAlert;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertIncident;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.AlertWording;

/** Messages of weather alerts on their way to the log. */
public final class WeatherAlertRecords {

    private WeatherAlertRecords() {}

    /** The message as the log keeps it. */
    public static Alert toAvro(AlertMessage message) {
        return Alert.newBuilder()
                .setId(message.incident().id())
                .setRule(message.rule().id())
                .setStationId(message.stationId())
                .setSeverity(message.reached().severity().name())
                .setUrgency(message.urgency())
                .setCertainty(message.certainty())
                .setOnset(message.span().onset())
                .setExpires(message.span().expires())
                .setState(message.kind().name())
                .setProbability(message.odds().calibrated())
                .setLineage(LineageRecords.withoutSlots(message.source().lineage()))
                .setWeather(weather(message))
                .build();
    }

    private static WeatherAlert weather(AlertMessage message) {
        AlertIncident incident = message.incident();
        AlertRule rule = message.rule();
        AlertWording wording = rule.wording();
        var record = WeatherAlert.newBuilder()
                .setMessageId(incident.messageId())
                .setIncident(incident.id())
                .setSequence(incident.sequence())
                .setReferences(references(incident))
                .setRuleRevision(rule.revision())
                .setTitle(rule.title())
                .setStatus(wording.status().name())
                .setScope(wording.scope().name())
                .setArea(message.area())
                .setZone(wording.zone().getId())
                .setLabels(new TreeMap<>(wording.labels()))
                .setSent(message.sent())
                .setRaisedAt(incident.raisedAt())
                .setStaleAfter(message.span().staleAfter())
                .setReason(message.reason().name())
                .setReasonText(message.sentence())
                .setForecast(OriginRecords.toAvro(message.source().at()))
                .setReferenceTime(message.source().referenceTime())
                .setCompleteness(message.source().completeness())
                .setTexts(texts(message));
        message.span().ends().ifPresent(record::setEnds);
        addCondition(record, message);
        addOdds(record, message);
        return record.build();
    }

    private static List<AlertReference> references(AlertIncident incident) {
        return incident.references().stream()
                .map(earlier -> new AlertReference(earlier.messageId(), earlier.sent()))
                .toList();
    }

    private static void addCondition(WeatherAlert.Builder record, AlertMessage message) {
        AlertCondition condition = message.rule().condition();
        AlertLevel level = message.reached();
        record.setLevel(message.level() + 1)
                .setLevels(message.rule().levels().size())
                .setVariable(condition.of().cfName())
                .setMeasure(condition.measure().name())
                .setComparator(condition.relation().sign())
                .setThreshold(level.threshold())
                .setUnits(condition.of().units())
                .setGivenThreshold(level.given())
                .setGivenUnits(condition.givenUnits());
        condition.event().ifPresent(record::setEvent);
    }

    private static void addOdds(WeatherAlert.Builder record, AlertMessage message) {
        record.setLeadMinutes(LeadRecords.minutes(message.odds().leads()))
                .setProbabilities(message.odds().probabilities())
                .setPeak(message.odds().peak())
                .setUpperBound(message.odds().upperBound());
        message.odds().newest().ifPresent(record::setNewest);
    }

    private static Map<String, AlertText> texts(AlertMessage message) {
        Map<String, AlertText> texts = new TreeMap<>();
        message.texts()
                .forEach((language, text) ->
                        texts.put(language, new AlertText(text.headline(), text.description(), text.instruction())));
        return texts;
    }
}
