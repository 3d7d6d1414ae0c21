package org.skycast.nowcast.alert;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a rule's messages say besides the weather.
 *
 * @param status whom they are meant for
 * @param scope who may see them
 * @param zone of times in texts
 * @param area what people call the place; empty for the station's id
 * @param texts by language tag
 * @param labels in every message as they are
 */
public record AlertWording(
        Status status,
        Scope scope,
        ZoneId zone,
        Optional<String> area,
        Map<String, AlertPhrases> texts,
        Map<String, String> labels) {

    /** Whom messages are meant for, in the words of the Common Alerting Protocol 1.2. */
    public enum Status {
        Actual,
        Exercise,
        Test
    }

    /** Who may see them, likewise. */
    public enum Scope {
        Public,
        Restricted,
        Private
    }

    public AlertWording {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
