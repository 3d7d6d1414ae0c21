package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.trials.alert.RuleReader;
import org.skycast.trials.backtest.LevelFinding.Swept;
import org.skycast.trials.backtest.StationTrial.Tried;

/** Rules over a span of what was foretold and measured. */
final class BackTest {

    private final Archives archives;
    private final RuleReader reader;
    private final Instant from;
    private final Instant to;
    private final Duration minLead;

    /** @param reader knows the bundle, and with it which probabilities a rule may be raised from */
    BackTest(Archives archives, RuleReader reader, Instant from, Instant to, Duration minLead) {
        this.archives = archives;
        this.reader = reader;
        this.from = from;
        this.to = to;
        this.minLead = minLead;
    }

    private List<StationTrial> trials(AlertRule rule) {
        return archives.all().stream()
                .filter(archive -> archive.isOfUse() && rule.places().concerns(archive.station()))
                .map(archive -> new StationTrial(archive, from, to, minLead))
                .toList();
    }

    /** What came of a rule at every station where it holds. */
    List<RuleOutcome> outcomes(AlertRule rule) {
        return trials(rule).stream().map(trial -> trial.of(rule)).toList();
    }

    /** Of every level of a rule all stations together, then each; nothing where it holds at none. */
    List<LevelFinding> findings(AlertRule rule, List<RuleOutcome> outcomes) {
        List<LevelFinding> findings = new ArrayList<>();
        for (int level = 0; level < rule.levels().size() && !outcomes.isEmpty(); level++) {
            List<Swept> sweep = sweep(rule, level, outcomes);
            findings.add(finding(rule, level, Optional.empty(), outcomes, sweep));
            for (RuleOutcome outcome : outcomes) {
                Optional<String> station = Optional.of(outcome.archive().station());
                findings.add(finding(rule, level, station, List.of(outcome), List.of()));
            }
        }
        return findings;
    }

    private LevelFinding finding(
            AlertRule rule, int level, Optional<String> station, List<RuleOutcome> outcomes, List<Swept> sweep) {
        var counts = new WarningCounts();
        var calibrated = new PeakCounts();
        Map<AlertReason, Long> doubts = new EnumMap<>(AlertReason.class);
        long forecasts = 0;
        TimeInAlert time = TimeInAlert.NONE;
        for (RuleOutcome outcome : outcomes) {
            counts.judged(outcome.days());
            counts.add(outcome.levels().get(level).match());
            calibrated.add(outcome.levels().get(level).calibrated());
            outcome.doubts().forEach((reason, count) -> doubts.merge(reason, count, Long::sum));
            forecasts += outcome.forecasts();
            time = time.and(outcome.levels().get(level).time());
        }
        return new LevelFinding(
                rule,
                level,
                station,
                outcomes.size(),
                counts,
                time,
                calibrated,
                watched(outcomes),
                forecasts,
                doubts,
                sweep);
    }

    private Duration watched(List<RuleOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.archive().span(from, to))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A level by itself, raised from a tenth on, from two, and so on, and cleared at as large a share of that as it is. */
    private List<Swept> sweep(AlertRule rule, int level, List<RuleOutcome> outcomes) {
        AlertLevel own = rule.levels().get(level);
        List<AlertRule> variants = new ArrayList<>();
        for (int tenth = 1; tenth < 10; tenth++) {
            RuleVariants.of(
                            rule,
                            level,
                            "v" + tenth,
                            tenth / 10.0,
                            own.clear() / own.raise(),
                            own.calibration(),
                            reader.bounds(rule, own))
                    .ifPresent(variants::add);
        }
        Map<String, Together> together = tried(level, outcomes, variants);
        Duration watched = watched(outcomes);
        return variants.stream()
                .map(variant -> {
                    AlertLevel by = variant.levels().get(0);
                    Together of = together.getOrDefault(variant.id(), new Together());
                    double perMonth = LevelFinding.perMonth(of.counts().raised(), watched);
                    return new Swept(by.raise(), by.clear(), of.counts(), of.time(), perMonth);
                })
                .toList();
    }

    /** What alerts came to at all stations together. */
    static final class Together {
        private final WarningCounts counts = new WarningCounts();
        private TimeInAlert time = TimeInAlert.NONE;

        WarningCounts counts() {
            return counts;
        }

        TimeInAlert time() {
            return time;
        }
    }

    /**
     * What variants of a level come to, by their ids.
     *
     * @param outcomes of the rule that they are variants of
     */
    Map<String, Together> tried(int level, List<RuleOutcome> outcomes, List<AlertRule> variants) {
        Map<String, Together> together = new HashMap<>();
        for (RuleOutcome outcome : outcomes) {
            var trial = new StationTrial(outcome.archive(), from, to, minLead);
            Map<String, List<AlertMessage>> told = trial.told(variants);
            for (AlertRule variant : variants) {
                List<AlertMessage> messages = told.getOrDefault(variant.id(), List.of());
                Tried tried = trial.tried(
                        variant, messages, outcome.levels().get(level).came());
                Together of = together.computeIfAbsent(variant.id(), id -> new Together());
                of.counts.judged(outcome.days());
                of.counts.add(tried.match());
                of.time = of.time.and(tried.time());
            }
        }
        return together;
    }
}
