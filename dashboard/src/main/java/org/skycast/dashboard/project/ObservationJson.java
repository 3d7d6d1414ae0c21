package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skycast.avro.Observation;
import org.skycast.avro.VariableSummary;
import org.skycast.nowcast.feature.Feature;

/** An observation as it is kept. */
public final class ObservationJson {

    private ObservationJson() {}

    static ObjectNode of(Observation observation) {
        ObjectNode all =
                Json.object().put("minutes", observation.getSlotMinutes()).put("revision", observation.getRevision());
        ObjectNode variables = all.putObject("variables");
        for (VariableSummary one : observation.getVariables()) {
            ObjectNode to = variables.putObject(one.getName()).put("units", one.getUnits());
            if (one.getName().equals(Feature.RAIN.cfName())) {
                Json.number(to, "total", one.getMean() * one.getCount());
            }
            Json.number(to, "mean", one.getMean());
            Json.number(to, "min", one.getMin());
            Json.number(to, "max", one.getMax());
            if (!one.getFlags().isEmpty()) {
                to.set("flags", Json.texts(one.getFlags()));
            }
        }
        if (observation.getSky() == null) {
            all.putNull("frameAt");
        } else {
            Json.time(all, "frameAt", observation.getSky().getCapturedAt());
        }
        return all;
    }

    /** Of a variable as it is kept: over the slot as forecasts foretell it, the mean, of rain the total. */
    public static JsonNode value(JsonNode variable) {
        return variable.path(variable.has("total") ? "total" : "mean");
    }
}
