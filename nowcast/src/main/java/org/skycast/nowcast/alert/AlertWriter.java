package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.skycast.nowcast.alert.AlertMessage.Kind;
import org.skycast.nowcast.alert.AlertState.Open;

/** Makes the messages of a rule at a station. */
final class AlertWriter {

    private final AlertRule rule;
    private final String station;

    AlertWriter(AlertRule rule, String station) {
        this.rule = rule;
        this.station = station;
    }

    /** Of a forecast. */
    AlertMessage of(Kind kind, AlertReason reason, AlertIncident incident, int level, AlertSpan span, AlertTold told) {
        AlertOdds odds = told.odds().get(level);
        return message(kind, reason, reason.sentence(), incident, level, span, odds, told.source());
    }

    /** Of a deadline that passed, or a rule that is no more; there is nothing new of the probability. */
    AlertMessage of(Kind kind, AlertReason reason, String sentence, Instant at, Open open, AlertSpan span) {
        return message(kind, reason, sentence, open.told().with(at), open.level(), span, open.odds(), open.source());
    }

    private AlertMessage message(
            Kind kind,
            AlertReason reason,
            String sentence,
            AlertIncident incident,
            int level,
            AlertSpan span,
            AlertOdds odds,
            AlertSource source) {
        Instant sent = incident.newest();
        var plain = new AlertMessage(
                station, rule, kind, reason, sentence, sent, incident, level, span, odds, source, Map.of());
        var words = new AlertWords(plain);
        Map<String, AlertText> texts = new TreeMap<>();
        rule.wording().texts().forEach((language, phrases) -> texts.put(language, words.text(phrases, language)));
        return new AlertMessage(
                station, rule, kind, reason, sentence, sent, incident, level, span, odds, source, texts);
    }
}
