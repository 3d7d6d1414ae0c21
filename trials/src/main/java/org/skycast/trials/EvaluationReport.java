package org.skycast.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.verify.Skill;

/** The scores of an evaluation, for people and for programs. */
public final class EvaluationReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final Forecaster.Model model;
    private final Adapt adapt;
    private final List<Recording.Outcome> outcomes;

    /** A report on what a model was worth on each recording. */
    public EvaluationReport(Forecaster.Model model, Adapt adapt, List<Recording.Outcome> outcomes) {
        this.model = model;
        this.adapt = adapt;
        this.outcomes = outcomes;
    }

    /** For programs: all leads. */
    public String json() throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("model")
                .put("id", model.id())
                .put("version", model.version())
                .put("sha256", model.sha256());
        root.put("adapt", adapt == Adapt.ON);
        ArrayNode stations = root.putArray("stations");
        for (Recording.Outcome outcome : outcomes) {
            ObjectNode station = stations.addObject()
                    .put("stationId", outcome.stationId())
                    .put("records", outcome.records())
                    .put("refused", outcome.refused())
                    .put("observations", outcome.observations())
                    .put("forecasts", outcome.forecasts());
            write(station, outcome.skill());
        }
        write(root.putObject("pooled"), pooled());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private VoicedSkill pooled() {
        var pooled = new VoicedSkill(adapt.voices());
        outcomes.forEach(outcome -> pooled.add(outcome.skill()));
        return pooled;
    }

    private void write(ObjectNode to, VoicedSkill skill) {
        write(to.putArray("scores"), skill.skill(Voice.ISSUED));
        if (adapt == Adapt.OFF) {
            return;
        }
        ObjectNode voices = to.putObject("voices");
        for (Voice voice : skill.voices()) {
            ObjectNode parts = voices.putObject(voice.word());
            write(parts.putArray("all"), skill.skill(voice));
            for (VoicedSkill.Part part : VoicedSkill.Part.values()) {
                write(parts.putArray(part.word()), skill.skill(part, voice));
            }
        }
        ArrayNode worse = to.putArray("worseThanPersistence");
        skill.gap().worse().forEach(one -> write(worse.addObject(), one));
    }

    private static void write(ArrayNode scores, Skill skill) {
        skill.rows().forEach(row -> write(scores.addObject(), row));
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

    private static void write(ObjectNode to, PersistenceGap.Worse worse) {
        Optional<Interval> interval = worse.difference().interval();
        to.put("name", worse.name())
                .put("leadMinutes", worse.lead().toMinutes())
                .put("cases", worse.cases())
                .put("difference", worse.difference().value());
        put(to, "relative", worse.difference().relative());
        put(to, "low", interval.map(Interval::low).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        put(to, "high", interval.map(Interval::high).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
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
        var text = new StringBuilder("%s %s%n".formatted(model.id(), model.version()));
        if (adapt == Adapt.ON) {
            text.append(ThreeWaysTable.LEGEND);
        }
        for (Recording.Outcome outcome : outcomes) {
            text.append("%n%s: %d records (%d refused), %d observations, %d forecasts%n"
                    .formatted(
                            outcome.stationId(),
                            outcome.records(),
                            outcome.refused(),
                            outcome.observations(),
                            outcome.forecasts()));
            text.append(table(outcome.skill()));
        }
        if (adapt == Adapt.ON && outcomes.size() > 1) {
            text.append("%nAll %d stations together%n".formatted(outcomes.size()));
            text.append(table(pooled()));
        }
        return text.toString().stripTrailing();
    }

    private String table(VoicedSkill skill) {
        return adapt == Adapt.ON ? ThreeWaysTable.of(skill) : PlainTable.of(skill.skill(Voice.ISSUED));
    }
}
