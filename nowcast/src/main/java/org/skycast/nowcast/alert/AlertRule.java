package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.List;

/**
 * When forecasts are a warning, from a reference time on.
 *
 * @param id {@code [a-z0-9][a-z0-9._-]{0,63}}
 * @param revision from 1, one more with each change
 * @param from the first reference time for which it holds
 * @param enabled whether it holds; if not, the rule is withdrawn from then on
 * @param title for people
 * @param note why this revision was made
 * @param places where it holds
 * @param condition what it warns of
 * @param levels how much of it, ascending; an incident goes up and down them
 * @param timing how soon it speaks, and how often
 * @param demands what a forecast must have had to go by
 * @param wording what messages say besides
 */
public record AlertRule(
        String id,
        int revision,
        Instant from,
        boolean enabled,
        String title,
        String note,
        AlertPlaces places,
        AlertCondition condition,
        List<AlertLevel> levels,
        AlertTiming timing,
        AlertDemands demands,
        AlertWording wording) {

    /** @throws IllegalArgumentException in one sentence if its parts do not fit together */
    public AlertRule {
        levels = List.copyOf(levels);
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "id: '%s' cannot be used; give small letters, digits, '.', '_' and '-', such as frost-tonight."
                            .formatted(id));
        }
        if (revision < 1) {
            throw new IllegalArgumentException("revision: %d is none; revisions begin with 1.".formatted(revision));
        }
        requireAscending(condition, levels);
        for (List<AlertLevel> own : places.overrides().values()) {
            requireAscending(condition, own);
            if (own.size() != levels.size()) {
                throw new IllegalArgumentException(
                        "An override has %d levels and the rule %d; give one threshold for each."
                                .formatted(own.size(), levels.size()));
            }
        }
    }

    private static void requireAscending(AlertCondition condition, List<AlertLevel> levels) {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException(
                    "levels: is empty; give at least one, such as { severity: Moderate, threshold: 0, raise: 0.6, clear: 0.3 }.");
        }
        for (int i = 1; i < levels.size(); i++) {
            double step = levels.get(i).threshold() - levels.get(i - 1).threshold();
            if (condition.relation().isOfSmallValues() ? step > 0 : step < 0) {
                throw new IllegalArgumentException(
                        "levels: the threshold %s follows %s, which is harder to reach; put the worst level last."
                                .formatted(
                                        levels.get(i).given(), levels.get(i - 1).given()));
            }
        }
    }

    /** The key of its record: no other revision has it. */
    public String key() {
        return id + "@" + revision;
    }

    /** The levels that hold at a station. */
    public List<AlertLevel> levels(String station) {
        return places.overrides().getOrDefault(station, levels);
    }

    /**
     * Whether what an incident at a station says stays true under another revision: it warns of the same, by the same
     * thresholds and under the same labels. How sure one must be, how long it takes and what the texts say may differ.
     */
    boolean meansTheSame(AlertRule other, String station) {
        return condition.equals(other.condition)
                && wording.status() == other.wording.status()
                && wording.scope() == other.wording.scope()
                && wording.area().equals(other.wording.area())
                && wording.labels().equals(other.wording.labels())
                && steps(station).equals(other.steps(station));
    }

    private record Step(AlertSeverity severity, double threshold) {}

    private List<Step> steps(String station) {
        return levels(station).stream()
                .map(level -> new Step(level.severity(), level.threshold()))
                .toList();
    }
}
