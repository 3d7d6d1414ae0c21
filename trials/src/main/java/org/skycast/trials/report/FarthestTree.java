package org.skycast.trials.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.skycast.nowcast.compare.Comparison;
import org.skycast.nowcast.verify.Score;
import org.skycast.trials.report.ReportInput.PicturedCase;

/** A case at which two models differ as JSON: where and when, what was said and what came. */
final class FarthestTree {

    private FarthestTree() {}

    static void put(ObjectNode to, PicturedCase pictured) {
        Comparison.Farthest farthest = pictured.farthest();
        Score candidate = farthest.of().candidate();
        to.put("station", farthest.of().stationId()).put("name", candidate.name());
        to.put("leadMinutes", candidate.lead().toMinutes());
        to.put("referenceTime", candidate.referenceTime().toString());
        Numbers.put(to, "timesMeanOfChampion", farthest.times());
        pictured.sight()
                .ifPresent(sight -> to.put("frameAgeMinutes", sight.age().toMinutes()));
        put(to.putObject("candidate"), candidate);
        put(to.putObject("champion"), farthest.of().champion());
        farthest.of().persistence().ifPresent(score -> put(to.putObject("persistence"), score));
        if (candidate instanceof Score.OfVariable of) {
            Numbers.put(to, "came", of.observed());
        } else if (candidate instanceof Score.OfEvent of) {
            to.put("came", of.happened());
        }
    }

    private static void put(ObjectNode to, Score score) {
        if (score instanceof Score.OfVariable of) {
            Numbers.put(to, "said", of.observed() + of.error());
            Numbers.put(to, "score", of.crps());
        } else if (score instanceof Score.OfEvent of) {
            Numbers.put(to, "said", of.probability());
            Numbers.put(to, "score", of.brier());
        }
    }
}
