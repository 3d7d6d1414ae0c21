package org.skycast.trials.alert;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.settings.SettingsException;
import org.skycast.trials.alert.RuleReader.Draft;

/** What a file of rules changes in the log. */
public final class RuleChanges {

    /** What says nothing of a rule itself. */
    private static final Set<String> BESIDE = Set.of("revision", "from", "note");

    private RuleChanges() {}

    /**
     * A rule of a file, and what of it is in the log.
     *
     * @param before its newest revision in the log
     * @param parts which of its parts differ; empty if it is there as it is
     */
    public record Change(Draft draft, Optional<AlertRule> before, List<String> parts) {
        public Change {
            parts = List.copyOf(parts);
        }

        /** Whether there is nothing to write. */
        public boolean isNone() {
            return before.isPresent() && parts.isEmpty();
        }

        /** For people, in a line. */
        public String line() {
            String id = draft.rule().id();
            if (before.isEmpty()) {
                return "%s is new".formatted(id);
            }
            return isNone()
                    ? "%s is as in the log".formatted(before.get().key())
                    : "%s differs in %s".formatted(before.get().key(), String.join(", ", parts));
        }

        /**
         * The next revision.
         *
         * @throws SettingsException in one sentence if the file asks for another, or for a time before an earlier one
         */
        public AlertRule next(Instant from) {
            int revision = before.map(rule -> rule.revision() + 1).orElse(1);
            if (draft.revision().filter(given -> given != revision).isPresent()) {
                throw new SettingsException("The next revision of %s is %d and not %d; give that, or leave it out."
                        .formatted(draft.rule().id(), revision, draft.revision().get()));
            }
            if (before.filter(rule -> rule.from().isAfter(from)).isPresent()) {
                throw new SettingsException("%s begins at %s, after %s; give --from that or later."
                        .formatted(before.get().key(), before.get().from(), from));
            }
            return revised(
                    draft.rule(),
                    revision,
                    from,
                    draft.rule().enabled(),
                    draft.rule().note());
        }
    }

    /** All rules of a file, in its order. */
    public static List<Change> of(List<Draft> drafts, AlertBook log) {
        List<Change> changes = new ArrayList<>();
        for (Draft draft : drafts) {
            Optional<AlertRule> before = log.newest(draft.rule().id());
            changes.add(new Change(
                    draft,
                    before,
                    before.map(rule -> differing(rule, draft.rule())).orElse(List.of())));
        }
        return changes;
    }

    /** A rule that is no more, from a time on. */
    public static AlertRule retired(AlertRule rule, Instant from, String note) {
        if (rule.from().isAfter(from)) {
            throw new SettingsException(
                    "%s begins at %s, after %s; give --from that or later.".formatted(rule.key(), rule.from(), from));
        }
        return revised(rule, rule.revision() + 1, from, false, note);
    }

    private static AlertRule revised(AlertRule rule, int revision, Instant from, boolean enabled, String note) {
        return new AlertRule(
                rule.id(),
                revision,
                from,
                enabled,
                rule.title(),
                note,
                rule.places(),
                rule.condition(),
                rule.levels(),
                rule.timing(),
                rule.demands(),
                rule.wording());
    }

    private static List<String> differing(AlertRule one, AlertRule other) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent part : AlertRule.class.getRecordComponents()) {
            if (!BESIDE.contains(part.getName()) && !value(part, one).equals(value(part, other))) {
                parts.add(part.getName());
            }
        }
        return parts;
    }

    private static Object value(RecordComponent part, AlertRule of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
