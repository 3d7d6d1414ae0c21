package org.skycast.trials;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.skycast.nowcast.verify.Skill;

/** One model's scores as text. */
final class PlainTable {

    /** The leads that a table shows; the JSON has all. */
    static final Set<Duration> SHOWN = Set.of(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    private PlainTable() {}

    static String of(Skill skill) {
        var table = new StringBuilder();
        table.append("%-42s %6s %9s %9s %11s %8s %8s%n"
                .formatted("", "lead", "MAE", "CRPS", "persistence", "80% in", "cases"));
        skill.rows().stream().filter(row -> SHOWN.contains(row.lead())).forEach(row -> table.append(line(row)));
        return table.toString();
    }

    private static String line(Skill.Row row) {
        String lead = lead(row.lead());
        if (row instanceof Skill.OfVariable of) {
            return "%-42s %6s %9s %9s %11s %8s %8d%n"
                    .formatted(
                            of.name(),
                            lead,
                            number(of.mae()),
                            number(of.crps()),
                            number(of.maePersistence()),
                            percent(of.coverage80()),
                            of.cases());
        }
        var of = (Skill.OfEvent) row;
        return "%-42s %6s Brier %s, of always saying %.1f%%: %s %8d%n"
                .formatted(
                        of.name(),
                        lead,
                        number(of.brier()),
                        100 * of.frequency(),
                        number(of.brierOfFrequency()),
                        of.cases());
    }

    static String lead(Duration lead) {
        return "+%dmin".formatted(lead.toMinutes());
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
