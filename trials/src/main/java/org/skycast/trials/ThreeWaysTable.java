package org.skycast.trials;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Difference;
import org.skycast.nowcast.compare.Interval;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.verify.Skill;
import org.skycast.trials.PersistenceGap.Worse;
import org.skycast.trials.VoicedSkill.Part;

/** The scores of a model that a station teaches, as text: the model as it is, adapted and issued, line by line. */
final class ThreeWaysTable {

    /** What the rows and columns are. */
    static final String LEGEND = """
            bundle: as it is. adapted: as the station has corrected it. issued: what goes out, both weighed against
            persistence and the days before, so that it does not do worse than these. The first days stand apart, since
            little is learnt in them. MAE is the mean absolute error; 'of pers.' is it as a multiple of persistence's on
            the same cases: below 1 is better. Of events: the Brier score, then that of always saying how often it happens.
            """;

    private static final String FIGURES = " %9s %9s %7s %8s %8s";
    private static final String ROW = "%9s %-8s";

    private final VoicedSkill skill;
    private final StringBuilder text = new StringBuilder();

    private ThreeWaysTable(VoicedSkill skill) {
        this.skill = skill;
    }

    static String of(VoicedSkill skill) {
        var table = new ThreeWaysTable(skill);
        table.rows();
        table.worse();
        return table.text.toString();
    }

    private record Key(Duration lead, Voice voice) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::lead).thenComparing(Key::voice);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private void rows() {
        var names = new TreeMap<String, TreeMap<Key, Map<Part, Skill.Row>>>();
        for (Part part : Part.values()) {
            for (Voice voice : skill.voices()) {
                skill.skill(part, voice).rows().stream()
                        .filter(row -> PlainTable.SHOWN.contains(row.lead()))
                        .forEach(row -> names.computeIfAbsent(row.name(), name -> new TreeMap<>())
                                .computeIfAbsent(new Key(row.lead(), voice), key -> new TreeMap<>())
                                .put(part, row));
            }
        }
        line("%18s %-45s %s", "", "first %d days".formatted(VoicedSkill.FIRST.toDays()), "after");
        String titles = FIGURES.formatted("MAE", "CRPS", "80% in", "of pers.", "cases");
        line("%s", ROW.formatted("lead", "") + titles + titles);
        names.forEach((name, keys) -> {
            line("%s", title(name));
            keys.forEach((key, parts) -> line(
                    "%s%s%s",
                    ROW.formatted(
                            key.voice() == Voice.BUNDLE ? PlainTable.lead(key.lead()) : "",
                            key.voice().word()),
                    figures(Optional.ofNullable(parts.get(Part.FIRST_DAYS))),
                    figures(Optional.ofNullable(parts.get(Part.AFTER)))));
        });
    }

    private static String title(String name) {
        return Feature.named(name)
                .map(feature -> "%s, %s".formatted(name, feature.units()))
                .orElse("%s (event)".formatted(name));
    }

    private static String figures(Optional<Skill.Row> row) {
        if (row.isPresent() && row.get() instanceof Skill.OfVariable of) {
            return FIGURES.formatted(
                    PlainTable.number(of.mae()),
                    PlainTable.number(of.crps()),
                    PlainTable.percent(of.coverage80()),
                    ratio(of.maePaired(), of.maePersistence()),
                    of.cases());
        }
        if (row.isPresent() && row.get() instanceof Skill.OfEvent of) {
            return FIGURES.formatted(
                    PlainTable.number(of.brier()),
                    PlainTable.number(of.brierOfFrequency()),
                    "",
                    ratio(of.brierPaired(), of.brierPersistence()),
                    of.cases());
        }
        return FIGURES.formatted("-", "-", "-", "-", 0);
    }

    private static String ratio(OptionalDouble score, OptionalDouble persistence) {
        return score.isPresent() && persistence.isPresent() && persistence.getAsDouble() > 0
                ? String.format(Locale.ROOT, "%.3f", score.getAsDouble() / persistence.getAsDouble())
                : "-";
    }

    private void worse() {
        List<Worse> all = skill.gap().worse();
        List<Worse> shown = all.stream()
                .filter(worse -> PlainTable.SHOWN.contains(worse.lead()))
                .toList();
        if (all.isEmpty() && !skill.gap().isEmpty()) {
            line("Over all of the time, what was issued is worse than persistence at no variable and lead.");
        }
        shown.forEach(worse -> line("%s", sentence(worse)));
        if (all.size() > shown.size()) {
            line(
                    "Worse than persistence at %d more pairs of variable and lead that are not shown; --json has them.",
                    all.size() - shown.size());
        }
    }

    private static String sentence(Worse worse) {
        Difference difference = worse.difference();
        OptionalDouble relative = difference.relative();
        String units = Feature.named(worse.name()).map(Feature::units).orElse("");
        return "Worse than persistence: %s %s by %s %s%s over %d cases; %s."
                .formatted(
                        worse.name(),
                        PlainTable.lead(worse.lead()),
                        PlainTable.number(difference.value()),
                        units,
                        relative.isPresent() ? " (%s)".formatted(PlainTable.percent(relative.getAsDouble())) : "",
                        worse.cases(),
                        difference
                                .interval()
                                .map(ThreeWaysTable::certainty)
                                .orElse("of fewer than %d days, too few to tell"
                                        .formatted(BlockBootstrap.FEWEST_DAYS)));
    }

    private static String certainty(Interval interval) {
        return "95%% interval %s to %s%s"
                .formatted(
                        PlainTable.number(interval.low()),
                        PlainTable.number(interval.high()),
                        interval.isAboveZero() ? "" : ", too few to tell");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append(System.lineSeparator());
    }
}
