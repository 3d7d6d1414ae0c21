package org.skycast.dashboard.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.avro.WeatherAlert;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertCondition;
import org.skycast.nowcast.alert.AlertCondition.LeadWindow;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRelation;
import org.skycast.nowcast.alert.AlertSeverity;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.warning.SlotSeries;
import org.skycast.nowcast.warning.WeatherTruth;

/**
 * What an alert said that would come, as it can be held against what was measured.
 *
 * @param condition of its rule
 * @param threshold of the level that it was raised at, in the variable's units
 */
record WarningClaim(AlertCondition condition, double threshold) {

    /** So long without a value, nothing is known of what happened: what rules ask for where they say nothing else. */
    static final Duration PATIENCE = Duration.ofMinutes(45);

    /** Empty where its message does not tell all of it. */
    static Optional<WarningClaim> of(WeatherAlert weather) {
        Optional<Feature> of = Feature.named(weather.getVariable());
        Optional<AlertRelation> relation = AlertRelation.of(weather.getComparator());
        Optional<Measure> measure = Arrays.stream(Measure.values())
                .filter(one -> one.name().equals(weather.getMeasure()))
                .findFirst();
        if (of.isEmpty()
                || relation.isEmpty()
                || measure.isEmpty()
                || weather.getLeadMinutes().isEmpty()
                || !Double.isFinite(weather.getThreshold())
                || Collections.min(weather.getLeadMinutes()) < 1) {
            return Optional.empty();
        }
        var window = new LeadWindow(
                Duration.ofMinutes(Collections.min(weather.getLeadMinutes())),
                Duration.ofMinutes(Collections.max(weather.getLeadMinutes())));
        var condition = new AlertCondition(
                of.get(),
                Optional.ofNullable(weather.getEvent()),
                measure.get(),
                relation.get(),
                weather.getUnits(),
                window);
        return Optional.of(new WarningClaim(condition, weather.getThreshold()));
    }

    /** As it is kept. */
    ObjectNode json() {
        return Json.object()
                .put("variable", condition.of().cfName())
                .put("event", condition.event().orElse(null))
                .put("measure", condition.measure().name())
                .put("comparator", condition.relation().sign())
                .put("units", condition.givenUnits())
                .put("from", condition.window().from().toMinutes())
                .put("to", condition.window().to().toMinutes())
                .put("threshold", threshold);
    }

    /** What {@link #json} gave. */
    static WarningClaim read(JsonNode kept) {
        var condition = new AlertCondition(
                Feature.named(kept.path("variable").asText()).orElseThrow(),
                Optional.ofNullable(kept.path("event").textValue()),
                Measure.valueOf(kept.path("measure").asText()),
                AlertRelation.of(kept.path("comparator").asText()).orElseThrow(),
                kept.path("units").asText(),
                new LeadWindow(
                        Duration.ofMinutes(kept.path("from").asLong()),
                        Duration.ofMinutes(kept.path("to").asLong())));
        return new WarningClaim(condition, kept.path("threshold").asDouble());
    }

    /** Whether it came, by what was measured of its variable. */
    WeatherTruth truth(SlotSeries measured) {
        var level = new AlertLevel(
                AlertSeverity.Minor, threshold, threshold, 1, 0, OptionalDouble.empty(), AlertCalibration.NONE);
        return new WeatherTruth(condition, level, measured, PATIENCE);
    }
}
