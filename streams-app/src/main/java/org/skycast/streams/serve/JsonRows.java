package org.skycast.streams.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.skycast.nowcast.verify.Skill;
import org.skycast.nowcast.verify.rolling.DriftSentence;
import org.skycast.nowcast.verify.rolling.InputDrift;
import org.skycast.nowcast.verify.rolling.OpenDrift;
import org.skycast.streams.serve.RollingQueries.AlertRow;
import org.skycast.streams.serve.RollingQueries.DriftRow;
import org.skycast.streams.serve.RollingQueries.SkillRow;

/** Rows as JSON; what cannot be told is left out, never zero. */
final class JsonRows {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonRows() {}

    /** An array of one object for each row. */
    static <T> String json(List<T> rows, BiConsumer<ObjectNode, T> writer) {
        ArrayNode array = JSON.createArrayNode();
        rows.forEach(row -> writer.accept(array.addObject(), row));
        try {
            return JSON.writeValueAsString(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and names could not be written.", e);
        }
    }

    static void skill(ObjectNode to, SkillRow of) {
        Skill.Row row = of.row();
        to.put("station", of.station())
                .put("model", of.model().id())
                .put("version", of.model().version())
                .put("bundleSha256", of.model().sha256())
                .put("variable", row.name())
                .put("leadMinutes", row.lead().toMinutes())
                .put("window", of.window().label())
                .put("from", of.window().first(of.newest()).start().toString())
                .put("to", of.newest().end().toString())
                .put("cases", row.cases())
                .put("missing", row.missing());
        if (row instanceof Skill.OfVariable variable) {
            skill(to, variable);
        } else if (row instanceof Skill.OfEvent event) {
            skill(to, event);
        }
    }

    private static void skill(ObjectNode to, Skill.OfVariable of) {
        to.put("mae", of.mae())
                .put("rmse", of.rmse())
                .put("bias", of.bias())
                .put("crps", of.crps())
                .put("coverage80", of.coverage80())
                .put("casesWithPersistence", of.paired());
        putBundle(to, of.bundleCases(), "mae", of.maeIssued(), of.maeBundle());
        put(to, "maePersistence", of.maePersistence());
        put(to, "crpsPersistence", of.maePersistence());
        put(to, "maeSkill", of.maeSkill());
        put(to, "crpsSkill", of.crpsSkill());
    }

    private static void skill(ObjectNode to, Skill.OfEvent of) {
        to.put("frequency", of.frequency())
                .put("brier", of.brier())
                .put("brierOfFrequency", of.brierOfFrequency())
                .put("casesWithPersistence", of.paired());
        putBundle(to, of.bundleCases(), "brier", of.brierIssued(), of.brierBundle());
        put(to, "brierPersistence", of.brierPersistence());
        put(to, "brierSkill", of.brierSkill());
    }

    private static void putBundle(
            ObjectNode to, long cases, String measure, OptionalDouble issued, OptionalDouble bundle) {
        to.put("casesWithBundle", cases);
        put(to, measure + "Issued", issued);
        put(to, measure + "Bundle", bundle);
    }

    static void drift(ObjectNode to, DriftRow of) {
        InputDrift drift = of.drift();
        to.put("station", of.station())
                .put("variable", drift.feature().cfName())
                .put("units", drift.feature().units())
                .put("slots", drift.slots())
                .put("values", drift.week().count())
                .put("trainingMean", drift.training().mean())
                .put("trainingStd", drift.training().std());
        if (drift.week().count() > 0) {
            to.put("mean", drift.week().mean()).put("std", drift.week().std());
        }
        put(to, "distance", drift.distance());
        put(to, "spread", drift.spread());
        put(to, "missingShare", drift.missingShare());
        drift.lost().ifPresent(lost -> to.put("lost", lost.level()));
    }

    static void alert(ObjectNode to, AlertRow of) {
        OpenDrift alert = of.alert();
        to.put("id", alert.id(of.station()))
                .put("station", of.station())
                .put("rule", alert.rule().label())
                .put("variable", alert.variable())
                .put("severity", alert.rule().severity())
                .put("level", alert.level())
                .put("onset", alert.onset().toString())
                .put("published", alert.published().toString())
                .put("expires", alert.expires().toString());
        put(to, "bundleLevel", alert.bundleLevel());
        alert.evidence().ifPresent(evidence -> {
            to.put("value", evidence.value())
                    .put("baseline", evidence.baseline())
                    .put("threshold", evidence.threshold())
                    .put("cases", evidence.cases());
            evidence.lead().ifPresent(lead -> to.put("leadMinutes", lead.toMinutes()));
        });
        to.put("sentence", DriftSentence.of(of.station(), alert));
    }

    private static void put(ObjectNode to, String name, OptionalDouble value) {
        value.ifPresent(v -> to.put(name, v));
    }
}
