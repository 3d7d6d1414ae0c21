package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Skill;

/**
 * What a model's rolling skill tells of drift. Events are left out: in a dry week persistence is never wrong about rain,
 * and nothing can be held against it.
 */
public final class SkillDrift {

    /** The leads that are watched: an hour, and the four hours that the forecast is for. */
    public static final List<Duration> LEADS = List.of(Duration.ofMinutes(60), Duration.ofMinutes(240));

    /** Cases of a week. Neighbouring cases err alike, so fewer would say little; an hourly station has 168. */
    private static final long ENOUGH_OF_A_WEEK = 100;

    /** Cases of a day; an hourly station has 24. */
    private static final long ENOUGH_OF_A_DAY = 20;

    /** The month must be more than the day itself. */
    private static final long DAYS_OF_A_MONTH = 5;

    private SkillDrift() {}

    /** The findings about {@code model}, by variable; of its leads the worse one counts. */
    static List<DriftFinding> of(RollingSkill rolling, Model model) {
        Map<String, DriftFinding> below = new TreeMap<>();
        Map<String, DriftFinding> grown = new TreeMap<>();
        for (Skill.Row row : watched(rolling, model)) {
            if (row instanceof Skill.OfVariable month) {
                rolling.row(Window.WEEK, model, month)
                        .ifPresent(week -> belowPersistence(week)
                                .ifPresent(level -> keepWorse(below, DriftRule.BELOW_PERSISTENCE, row.name(), level)));
                rolling.row(Window.DAY, model, month)
                        .ifPresent(day -> errorGrown(day, month)
                                .ifPresent(level -> keepWorse(grown, DriftRule.ERROR_GROWN, row.name(), level)));
            }
        }
        return Stream.concat(below.values().stream(), grown.values().stream()).toList();
    }

    private static List<Skill.Row> watched(RollingSkill rolling, Model model) {
        Skill month = rolling.over(Window.MONTH).getOrDefault(model, new Skill());
        return month.rows().stream().filter(row -> LEADS.contains(row.lead())).toList();
    }

    private static void keepWorse(Map<String, DriftFinding> to, DriftRule rule, String variable, double level) {
        to.merge(
                variable,
                new DriftFinding(rule, variable, level),
                (one, other) -> one.level() >= other.level() ? one : other);
    }

    private static OptionalDouble belowPersistence(Skill.OfVariable week) {
        OptionalDouble skill = week.maeSkill();
        return week.paired() >= ENOUGH_OF_A_WEEK && skill.isPresent()
                ? OptionalDouble.of(-skill.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble errorGrown(Skill.OfVariable day, Skill.OfVariable month) {
        boolean enough = day.paired() >= ENOUGH_OF_A_DAY && month.paired() >= DAYS_OF_A_MONTH * day.paired();
        OptionalDouble own = ratio(day.maePaired(), month.maePaired());
        OptionalDouble persistence = ratio(day.maePersistence(), month.maePersistence());
        return enough && own.isPresent() && persistence.isPresent() && persistence.getAsDouble() > 0
                ? OptionalDouble.of(Math.min(own.getAsDouble(), own.getAsDouble() / persistence.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        boolean there = one.isPresent() && other.isPresent() && other.getAsDouble() > 0;
        return there ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble()) : OptionalDouble.empty();
    }
}
