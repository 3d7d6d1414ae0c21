package org.skycast.nowcast.warning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.warning.TestedAlert.Spell;

/**
 * Events and alerts of one rule at one station, held against each other. Each counts once: an event that several alerts told
 * of is one hit, and an alert that saw several events is no false alarm.
 */
public record WarningMatch(List<JudgedEvent> events, List<JudgedAlert> alerts) {

    public WarningMatch {
        events = List.copyOf(events);
        alerts = List.copyOf(alerts);
    }

    /** What is to be said of an event. */
    public enum EventFate {
        /** An alert held at its onset, and had held for long enough. */
        HIT,
        /** An alert came, but too late. */
        LATE,
        /** No alert held while it lasted. */
        MISSED,
        /** Its onset was not seen, or lies so close to the beginning of the range that no alert could have come in time. */
        UNJUDGED
    }

    /** What is to be said of an alert. */
    public enum AlertFate {
        /** An event came while it held. */
        TRUE,
        /** None came, and that was measured. */
        FALSE_ALARM,
        /** It had not ended by the end of the range, or too little was measured while it held. */
        UNJUDGED
    }

    /**
     * An event.
     *
     * @param lead from the alert to the onset, no longer than the window, for an alert that has stood for longer foretold no
     *     more; negative where it came late, empty where none came
     * @param incident the alert that told of it first
     */
    public record JudgedEvent(
            ObservedEvent event, EventFate fate, Optional<Duration> lead, Optional<String> incident) {}

    /** An alert. */
    public record JudgedAlert(TestedAlert alert, AlertFate fate) {}

    /**
     * Holds them against each other.
     *
     * @param from the beginning of the range
     * @param minLead how long before the onset an alert must have come
     */
    public static WarningMatch of(
            List<ObservedEvent> events, List<TestedAlert> alerts, WeatherTruth truth, Instant from, Duration minLead) {
        Instant earliest = from.plus(minLead);
        List<JudgedEvent> judged = new ArrayList<>();
        for (ObservedEvent event : events) {
            boolean isSeen = event.isBeginSeen() && !event.onset().isBefore(earliest);
            judged.add(judge(event, alerts, minLead, truth.farthest(), isSeen));
        }
        List<JudgedAlert> told = alerts.stream()
                .map(alert -> new JudgedAlert(alert, fate(alert, judged, truth)))
                .toList();
        return new WarningMatch(judged, told);
    }

    private record Warning(TestedAlert alert, Spell spell) {}

    private static JudgedEvent judge(
            ObservedEvent event, List<TestedAlert> alerts, Duration minLead, Duration farthest, boolean isSeen) {
        Optional<Warning> first = alerts.stream()
                .flatMap(alert -> alert.spells().stream().map(spell -> new Warning(alert, spell)))
                .filter(warning -> warning.spell().meets(event))
                .min(Comparator.comparing(warning -> warning.spell().begin()));
        Optional<Duration> stood =
                first.map(warning -> Duration.between(warning.spell().begin(), event.onset()));
        Optional<Duration> lead = stood.map(span -> span.compareTo(farthest) > 0 ? farthest : span);
        EventFate fate = EventFate.MISSED;
        if (!isSeen) {
            fate = EventFate.UNJUDGED;
        } else if (lead.isPresent()) {
            fate = stood.orElseThrow().compareTo(minLead) >= 0 ? EventFate.HIT : EventFate.LATE;
        }
        return new JudgedEvent(
                event, fate, lead, first.map(warning -> warning.alert().incident()));
    }

    private static AlertFate fate(TestedAlert alert, List<JudgedEvent> events, WeatherTruth truth) {
        List<JudgedEvent> seen = events.stream()
                .filter(judged -> alert.spells().stream().anyMatch(spell -> spell.meets(judged.event())))
                .toList();
        if (seen.stream().anyMatch(judged -> judged.fate() != EventFate.UNJUDGED)) {
            return AlertFate.TRUE;
        }
        boolean isKnown = seen.isEmpty() && alert.last().isPresent() && truth.isCovered(alert.begin(), alert.end());
        return isKnown ? AlertFate.FALSE_ALARM : AlertFate.UNJUDGED;
    }
}
