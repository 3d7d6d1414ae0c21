package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.skycast.avro.EventForecast;
import org.skycast.avro.Forecast;
import org.skycast.avro.Lineage;
import org.skycast.avro.VariableForecast;

/** A forecast as it is answered, and the little of it that is kept once it is not the newest. */
final class ForecastJson {

    /** Of which it is kept what was said, in minutes. */
    static final Set<Integer> KEPT_LEADS = Set.of(10, 60, 120, 240);

    private static final int OUTLOOK_MINUTES = 120;
    private static final double SAME = 1e-9;

    private ForecastJson() {}

    static ObjectNode whole(Forecast forecast) {
        ObjectNode all = Json.object();
        Json.time(all, "referenceTime", forecast.getReferenceTime());
        Json.time(all, "issuedAt", forecast.getIssuedAt());
        Json.number(all, "newestFrameAgeSeconds", forecast.getNewestFrameAgeSeconds());
        Json.number(all, "newestReadingAgeSeconds", forecast.getNewestReadingAgeSeconds());
        Json.number(all, "completeness", forecast.getInputs().getCompleteness());
        all.set("degraded", Json.texts(forecast.getInputs().getDegraded()));
        all.set("unfamiliar", Json.texts(forecast.getInputs().getUnfamiliar()));
        all.set("lineage", lineage(forecast.getLineage()));
        ArrayNode variables = all.putArray("variables");
        forecast.getVariables().stream().filter(ForecastJson::isWhole).forEach(one -> variables.add(variable(one)));
        ArrayNode events = all.putArray("events");
        forecast.getEvents().forEach(one -> events.add(event(one)));
        return all;
    }

    private static ObjectNode lineage(Lineage lineage) {
        ObjectNode to = Json.object()
                .put("modelId", lineage.getModelId())
                .put("modelVersion", lineage.getModelVersion())
                .put("bundleSha256", lineage.getBundleSha256())
                .put("featureSpec", lineage.getFeatureSpec())
                .put("slots", lineage.getSlots().size())
                .put(
                        "amendedSlots",
                        lineage.getSlots().stream()
                                .filter(slot -> slot.getRevision() > 0)
                                .count());
        to.putObject("observation")
                .put("topic", lineage.getObservation().getTopic())
                .put("partition", lineage.getObservation().getPartition())
                .put("offset", lineage.getObservation().getOffset());
        if (lineage.getLearnt() == null) {
            to.putNull("learnt");
        } else {
            to.putObject("learnt")
                    .put("days", lineage.getLearnt().getDays())
                    .put("cases", lineage.getLearnt().getCases());
        }
        return to;
    }

    private static ObjectNode variable(VariableForecast of) {
        ObjectNode to = Json.object().put("name", of.getName()).put("units", of.getUnits());
        Json.number(to, "newest", of.getNewest());
        of.getLeadMinutes().forEach(to.putArray("leadMinutes")::add);
        of.getQuantileLevels().forEach(to.putArray("levels")::add);
        ArrayNode values = to.putArray("values");
        of.getValues().forEach(lead -> {
            ArrayNode row = values.addArray();
            lead.forEach(value -> Json.number(row, value));
        });
        if (of.getBundleMedians() != null) {
            ArrayNode medians = to.putArray("bundleMedians");
            of.getBundleMedians().forEach(value -> Json.number(medians, value));
        }
        return to;
    }

    private static ObjectNode event(EventForecast of) {
        ObjectNode to =
                Json.object().put("name", of.getName()).put("of", of.getOf()).put("units", of.getUnits());
        Json.number(to, "threshold", of.getThreshold());
        Json.number(to, "newest", of.getNewest());
        of.getLeadMinutes().forEach(to.putArray("leadMinutes")::add);
        ArrayNode probabilities = to.putArray("probabilities");
        of.getProbabilities().forEach(value -> Json.number(probabilities, value));
        return to;
    }

    /** By variable, {@code [lead, 10%, 50%, 90%]} of the leads that are kept. */
    static ObjectNode said(Forecast forecast) {
        ObjectNode all = Json.object();
        for (VariableForecast of : forecast.getVariables()) {
            if (isWhole(of) && hasBand(of)) {
                ArrayNode rows = Json.array();
                for (int i = 0; i < of.getLeadMinutes().size(); i++) {
                    if (KEPT_LEADS.contains(of.getLeadMinutes().get(i))) {
                        band(rows.addArray().add(of.getLeadMinutes().get(i)), of, i);
                    }
                }
                all.set(of.getName(), rows);
            }
        }
        return all;
    }

    /** What the next two hours bring: by variable {@code [newest, 10%, 50%, 90%]}, and the greatest probability of each event. */
    static ObjectNode outlook(Forecast forecast) {
        ObjectNode all = Json.object();
        ObjectNode variables = all.putObject("variables");
        for (VariableForecast of : forecast.getVariables()) {
            int lead = of.getLeadMinutes().indexOf(OUTLOOK_MINUTES);
            if (isWhole(of) && hasBand(of) && lead >= 0) {
                ArrayNode row = variables.putArray(of.getName());
                Json.number(row, of.getNewest() == null ? Double.NaN : of.getNewest());
                band(row, of, lead);
            }
        }
        ObjectNode events = all.putObject("events");
        for (EventForecast of : forecast.getEvents()) {
            double most = Double.NaN;
            for (int i = 0;
                    i
                            < Math.min(
                                    of.getLeadMinutes().size(),
                                    of.getProbabilities().size());
                    i++) {
                double here = of.getProbabilities().get(i);
                if (of.getLeadMinutes().get(i) <= OUTLOOK_MINUTES && !(most >= here)) {
                    most = here;
                }
            }
            Json.number(events, of.getName(), most);
        }
        return all;
    }

    private static void band(ArrayNode to, VariableForecast of, int lead) {
        for (double level : new double[] {0.1, 0.5, 0.9}) {
            Json.number(to, of.getValues().get(lead).get(index(of, level)));
        }
    }

    private static boolean hasBand(VariableForecast of) {
        return index(of, 0.1) >= 0 && index(of, 0.5) >= 0 && index(of, 0.9) >= 0;
    }

    private static int index(VariableForecast of, double level) {
        List<Double> levels = of.getQuantileLevels();
        for (int i = 0; i < levels.size(); i++) {
            if (Math.abs(levels.get(i) - level) < SAME) {
                return i;
            }
        }
        return -1;
    }

    /** Whoever may write to the topic may write rows that are too short. */
    private static boolean isWhole(VariableForecast of) {
        return of.getValues().size() == of.getLeadMinutes().size()
                && of.getValues().stream()
                        .allMatch(row -> row.size() == of.getQuantileLevels().size());
    }
}
