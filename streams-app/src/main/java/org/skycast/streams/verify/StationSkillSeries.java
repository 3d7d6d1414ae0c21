package org.skycast.streams.verify;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Skill;
import org.skycast.nowcast.verify.rolling.SkillDrift;
import org.skycast.nowcast.verify.rolling.StationSkill;
import org.skycast.nowcast.verify.rolling.Window;
import org.skycast.streams.metrics.StationGauges.Series;

/**
 * How well a station is forecast, as series for Prometheus. Of the leads only those that are watched for drift: two models with
 * eight names, 24 leads and three windows would be some 2,000 series a station.
 */
final class StationSkillSeries {

    private StationSkillSeries() {}

    static Map<Series, Double> of(StationSkill standing) {
        Map<Series, Double> values = new HashMap<>();
        for (Window window : Window.values()) {
            standing.skill()
                    .over(window)
                    .forEach((model, skill) -> skill.rows().stream()
                            .filter(row -> SkillDrift.LEADS.contains(row.lead()))
                            .forEach(row -> add(values, row, tags(window, model, row))));
        }
        standing.inputs()
                .forEach(drift -> add(
                        values,
                        new Series(
                                "skycast.drift",
                                Map.of("variable", drift.feature().cfName())),
                        drift.distance()));
        return values;
    }

    private static void add(Map<Series, Double> values, Skill.Row row, Map<String, String> tags) {
        var skill = new Series("skycast.skill", tags);
        if (row instanceof Skill.OfVariable of) {
            add(values, skill, of.maeSkill());
            values.put(new Series("skycast.mae", tags), of.mae());
        } else if (row instanceof Skill.OfEvent of) {
            add(values, skill, of.brierSkill());
        }
    }

    private static void add(Map<Series, Double> values, Series series, OptionalDouble value) {
        value.ifPresent(v -> values.put(series, v));
    }

    private static Map<String, String> tags(Window window, Model model, Skill.Row row) {
        return Map.of(
                "model", label(model),
                "variable", row.name(),
                "lead.minutes", Long.toString(row.lead().toMinutes()),
                "window", window.label());
    }

    /** Two bundles may have one version by mistake, so the digest's beginning tells them apart. */
    private static String label(Model model) {
        String name = model.id() + ":" + model.version();
        return model.sha256().isEmpty()
                ? name
                : name + "@"
                        + model.sha256()
                                .substring(0, Math.min(12, model.sha256().length()));
    }
}
