package org.skycast.nowcast.verify.rolling;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.verify.Skill;

/**
 * What a model's rolling skill tells of drift. Events are left out: in a dry week persistence is never wrong about rain,
 * and nothing can be held against it. What was issued is judged; what the bundle itself said goes beside it, so that it
 * can be told whether the model has drifted or what was learnt.
 */
public final class SkillDrift {

    /** The leads that are watched: an hour, and the four hours that the forecast is for. */
    public static final List<Duration> LEADS = List.of(Duration.ofMinutes(60), Duration.ofMinutes(240));

    /** Cases of a week. Neighbouring cases err alike, so fewer would say little; an hourly station has 168. */
    private static final long ENOUGH_OF_A_WEEK = 100;

    /** Cases of a day; an hourly station has 24. */
    private static final long ENOUGH_OF_A_DAY = 20;

    /** Less than a day of cases is one night, or one front. */
    private static final int BUCKETS_OF_A_DAY = 4;

    private static final int BUCKETS_OF_A_WEEK = 7 * BUCKETS_OF_A_DAY;

    /** What a day is held against must have seen more than one kind of weather; a fortnight mostly has. */
    private static final long DAYS_OF_A_MONTH = 14;

    private SkillDrift() {}

    /** The findings about {@code model}, by variable; of its leads the worse one counts. */
    static List<DriftFinding> of(RollingSkill rolling, Model model) {
        Map<String, DriftFinding> below = new TreeMap<>();
        Map<String, DriftFinding> grown = new TreeMap<>();
        int buckets = rolling.buckets(Window.WEEK, model);
        boolean aDayOfWeek = buckets >= BUCKETS_OF_A_DAY;
        // A mean of fewer cases is known less well, by the root of their number.
        double margin = Math.sqrt(Math.max(1, (double) BUCKETS_OF_A_WEEK / Math.max(1, buckets)));
        boolean aDay = rolling.buckets(Window.DAY, model) >= BUCKETS_OF_A_DAY;
        for (Skill.Row row : watched(rolling, model)) {
            if (row instanceof Skill.OfVariable month) {
                rolling.row(Window.WEEK, model, month)
                        .filter(week -> aDayOfWeek)
                        .flatMap(week -> belowPersistence(week, margin))
                        .ifPresent(finding -> keepWorse(below, finding));
                rolling.row(Window.DAY, model, month)
                        .filter(day -> aDay)
                        .flatMap(day -> errorGrown(day, month))
                        .ifPresent(finding -> keepWorse(grown, finding));
            }
        }
        return Stream.concat(below.values().stream(), grown.values().stream()).toList();
    }

    private static List<Skill.Row> watched(RollingSkill rolling, Model model) {
        Skill month = rolling.over(Window.MONTH).getOrDefault(model, new Skill());
        return month.rows().stream().filter(row -> LEADS.contains(row.lead())).toList();
    }

    private static void keepWorse(Map<String, DriftFinding> to, DriftFinding finding) {
        to.merge(finding.variable(), finding, (one, other) -> one.level() >= other.level() ? one : other);
    }

    private static Optional<DriftFinding> belowPersistence(Skill.OfVariable week, double margin) {
        boolean enough = week.paired() >= ENOUGH_OF_A_WEEK;
        return finding(
                DriftRule.BELOW_PERSISTENCE,
                week.name(),
                enough ? above(week.maePaired(), week) : OptionalDouble.empty(),
                above(week.maeBundlePaired(), week),
                evidence(week, week.maePersistence(), margin * DriftRule.BELOW_PERSISTENCE.threshold()));
    }

    private static OptionalDouble above(OptionalDouble mae, Skill.OfVariable week) {
        OptionalDouble share = ratio(mae, week.maePersistence());
        return share.isPresent() ? OptionalDouble.of(share.getAsDouble() - 1) : share;
    }

    private static Optional<DriftFinding> errorGrown(Skill.OfVariable day, Skill.OfVariable month) {
        boolean enough = day.paired() >= ENOUGH_OF_A_DAY && month.paired() >= DAYS_OF_A_MONTH * day.paired();
        OptionalDouble persistence = ratio(day.maePersistence(), month.maePersistence());
        // On a day without one, the bundle's own forecasts are those that were issued.
        OptionalDouble bundleDay = day.maeBundlePaired().isPresent() ? day.maeBundlePaired() : day.maePaired();
        return finding(
                DriftRule.ERROR_GROWN,
                day.name(),
                enough ? grown(ratio(day.maePaired(), month.maePaired()), persistence) : OptionalDouble.empty(),
                grown(ratio(bundleDay, month.maeBundlePaired()), persistence),
                evidence(day, month.maePaired(), DriftRule.ERROR_GROWN.threshold()));
    }

    private static OptionalDouble grown(OptionalDouble own, OptionalDouble persistence) {
        return own.isPresent() && persistence.isPresent() && persistence.getAsDouble() > 0
                ? OptionalDouble.of(Math.min(own.getAsDouble(), own.getAsDouble() / persistence.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static Optional<DriftFinding> finding(
            DriftRule rule,
            String variable,
            OptionalDouble level,
            OptionalDouble bundle,
            Optional<DriftEvidence> evidence) {
        return level.isPresent()
                ? evidence.map(by -> new DriftFinding(rule, variable, level.getAsDouble(), bundle, by))
                : Optional.empty();
    }

    /** The error of these cases, and what it is held against. */
    private static Optional<DriftEvidence> evidence(Skill.OfVariable of, OptionalDouble baseline, double threshold) {
        return of.maePaired().isPresent() && baseline.isPresent()
                ? Optional.of(new DriftEvidence(
                        of.maePaired().getAsDouble(),
                        baseline.getAsDouble(),
                        threshold,
                        of.paired(),
                        Optional.of(of.lead())))
                : Optional.empty();
    }

    private static OptionalDouble ratio(OptionalDouble one, OptionalDouble other) {
        boolean there = one.isPresent() && other.isPresent() && other.getAsDouble() > 0;
        return there ? OptionalDouble.of(one.getAsDouble() / other.getAsDouble()) : OptionalDouble.empty();
    }
}
