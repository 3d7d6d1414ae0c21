package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skycast.avro.Alert;
import org.skycast.avro.WeatherAlert;

/** An alert as it is answered. */
final class AlertJson {

    private AlertJson() {}

    static ObjectNode weather(Alert alert, WeatherAlert weather) {
        ObjectNode all = common(alert)
                .put("messageId", weather.getMessageId())
                .put("sequence", weather.getSequence())
                .put("title", weather.getTitle())
                .put("status", weather.getStatus())
                .put("area", weather.getArea())
                .put("zone", weather.getZone())
                .put("level", weather.getLevel())
                .put("levels", weather.getLevels())
                .put("variable", weather.getVariable())
                .put("event", weather.getEvent())
                .put("measure", weather.getMeasure())
                .put("comparator", weather.getComparator())
                .put("units", weather.getUnits())
                .put("reason", weather.getReason())
                .put("reasonText", weather.getReasonText());
        Json.number(all, "threshold", weather.getThreshold());
        Json.number(all, "peak", weather.getPeak());
        Json.time(all, "sentAt", weather.getSent());
        Json.time(all, "raisedAt", weather.getRaisedAt());
        Json.time(all, "endsAt", weather.getEnds());
        Json.time(all, "staleAfter", weather.getStaleAfter());
        ObjectNode texts = all.putObject("texts");
        weather.getTexts()
                .forEach((language, text) -> texts.putObject(language)
                        .put("headline", text.getHeadline())
                        .put("description", text.getDescription())
                        .put("instruction", text.getInstruction()));
        return all;
    }

    static ObjectNode drift(Alert alert) {
        ObjectNode all = common(alert).put("modelId", alert.getLineage().getModelId());
        Json.number(all, "level", alert.getLevel());
        return all;
    }

    private static ObjectNode common(Alert alert) {
        ObjectNode all = Json.object()
                .put("id", alert.getId())
                .put("rule", alert.getRule())
                .put("station", alert.getStationId())
                .put("severity", alert.getSeverity())
                .put("urgency", alert.getUrgency())
                .put("certainty", alert.getCertainty())
                .put("state", alert.getState());
        Json.number(all, "probability", alert.getProbability());
        Json.time(all, "onsetAt", alert.getOnset());
        Json.time(all, "expiresAt", alert.getExpires());
        return all;
    }
}
