package org.skycast.nowcast.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules, as far as the log tells. Which revision holds depends on the reference time alone, never on when one asks,
 * so a replay judges by what the first run judged by.
 */
public final class AlertBook {

    /** No rules. */
    public static final AlertBook EMPTY = new AlertBook(Map.of());

    /** So many revisions of a rule are kept at the most. */
    private static final int KEPT = 64;

    private final Map<String, List<AlertRule>> byId;

    private AlertBook(Map<String, List<AlertRule>> byId) {
        this.byId = byId;
    }

    /** These and one more; a revision that is there already is replaced. */
    public AlertBook with(AlertRule rule) {
        Map<String, List<AlertRule>> all = new TreeMap<>(byId);
        List<AlertRule> revisions = new ArrayList<>(byId.getOrDefault(rule.id(), List.of()));
        revisions.removeIf(other -> other.revision() == rule.revision());
        revisions.add(rule);
        revisions.sort((one, other) -> Integer.compare(one.revision(), other.revision()));
        all.put(rule.id(), List.copyOf(revisions.subList(Math.max(0, revisions.size() - KEPT), revisions.size())));
        return new AlertBook(all);
    }

    /** All revisions that are kept, by id and then by revision. */
    public List<AlertRule> known() {
        return byId.values().stream().flatMap(List::stream).toList();
    }

    /** A rule's revisions that are kept, oldest first. */
    List<AlertRule> revisions(String id) {
        return byId.getOrDefault(id, List.of());
    }

    /** The newest revision of a rule, whether it holds yet or not. */
    public Optional<AlertRule> newest(String id) {
        List<AlertRule> revisions = byId.getOrDefault(id, List.of());
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.get(revisions.size() - 1));
    }

    /** One revision. */
    public Optional<AlertRule> revision(String id, int revision) {
        return byId.getOrDefault(id, List.of()).stream()
                .filter(rule -> rule.revision() == revision)
                .findFirst();
    }

    /** The revision of a rule that holds at a reference time, a withdrawal too: the last that began by then. */
    public Optional<AlertRule> at(String id, Instant reference) {
        return at(byId.getOrDefault(id, List.of()), reference);
    }

    private static Optional<AlertRule> at(List<AlertRule> revisions, Instant reference) {
        for (int i = revisions.size() - 1; i >= 0; i--) {
            if (!revisions.get(i).from().isAfter(reference)) {
                return Optional.of(revisions.get(i));
            }
        }
        return Optional.empty();
    }

    /** The rules that ask for alerts of a station at a reference time, by id. */
    public List<AlertRule> asking(String station, Instant reference) {
        List<AlertRule> asking = new ArrayList<>();
        for (List<AlertRule> revisions : byId.values()) {
            at(revisions, reference)
                    .filter(rule -> rule.enabled() && rule.places().concerns(station))
                    .ifPresent(asking::add);
        }
        return asking;
    }
}
