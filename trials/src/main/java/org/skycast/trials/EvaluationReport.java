package org.skycast.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.verify.Skill;

/** The scores of an evaluation, for people and for programs. */
public final class EvaluationReport {

    private static final JsonMapper JSON = new JsonMapper();

    /** The leads that the table shows; the JSON has all. */
    private static final Set<Duration> SHOWN = Set.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private final Forecaster.Model model;
    private final List<Recording.Outcome> outcomes;

    /** A report on what a model was worth on each recording. */
    public EvaluationReport(Forecaster.Model model, List<Recording.Outcome> outcomes) {
        this.model = model;
        this.outcomes = outcomes;
    }

    /** For programs: all leads. */
    public String json() throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("model")
                .put("id", model.id())
                .put("version", model.version())
                .put("sha256", model.sha256());
        ArrayNode stations = root.putArray("stations");
        for (Recording.Outcome outcome : outcomes) {
            ObjectNode station = stations.addObject()
                    .put("stationId", outcome.stationId())
                    .put("records", outcome.records())
                    .put("refused", outcome.refused())
                    .put("observations", outcome.observations())
                    .put("forecasts", outcome.forecasts());
            ArrayNode scores = station.putArray("scores");
            outcome.skill().rows().forEach(row -> write(scores.addObject(), row));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void write(ObjectNode score, Skill.Row row) {
        score.put("name", row.name())
                .put("leadMinutes", row.lead().toMinutes())
                .put("cases", row.cases())
                .put("missing", row.missing());
        if (row instanceof Skill.OfVariable of) {
            score.put("mae", of.mae()).put("rmse", of.rmse()).put("crps", of.crps());
            score.put("coverage80", of.coverage80()).put("paired", of.paired());
            put(score, "maePaired", of.maePaired());
            put(score, "maePersistence", of.maePersistence());
        } else if (row instanceof Skill.OfEvent of) {
            score.put("frequency", of.frequency()).put("brier", of.brier());
            score.put("brierOfFrequency", of.brierOfFrequency());
        }
    }

    private static void put(ObjectNode to, String name, OptionalDouble value) {
        if (value.isPresent()) {
            to.put(name, value.getAsDouble());
        } else {
            to.putNull(name);
        }
    }

    /** For people: the leads that are looked at. */
    public String table() {
        var table = new StringBuilder("%s %s%n".formatted(model.id(), model.version()));
        for (Recording.Outcome outcome : outcomes) {
            table.append("%n%s: %d records (%d refused), %d observations, %d forecasts%n"
                    .formatted(
                            outcome.stationId(),
                            outcome.records(),
                            outcome.refused(),
                            outcome.observations(),
                            outcome.forecasts()));
            table.append("%-42s %6s %9s %9s %11s %8s %8s%n"
                    .formatted("", "lead", "MAE", "CRPS", "persistence", "80% in", "cases"));
            outcome.skill().rows().stream()
                    .filter(row -> SHOWN.contains(row.lead()))
                    .forEach(row -> table.append(line(row)));
        }
        return table.toString().stripTrailing();
    }

    private static String line(Skill.Row row) {
        String lead = "+%dmin".formatted(row.lead().toMinutes());
        if (row instanceof Skill.OfVariable of) {
            String persistence =
                    of.maePersistence().isPresent() ? number(of.maePersistence().getAsDouble()) : "-";
            return "%-42s %6s %9s %9s %11s %7.1f%% %8d%n"
                    .formatted(
                            of.name(),
                            lead,
                            number(of.mae()),
                            number(of.crps()),
                            persistence,
                            100 * of.coverage80(),
                            of.cases());
        }
        var of = (Skill.OfEvent) row;
        return "%-42s %6s Brier %s, of always saying %.1f%%: %s %8d%n"
                .formatted(
                        of.name(),
                        lead,
                        number(of.brier()),
                        100 * of.frequency(),
                        number(of.brierOfFrequency()),
                        of.cases());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
