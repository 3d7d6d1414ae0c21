package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertEvidence;
import org.skycast.nowcast.alert.AlertMessage;
import org.skycast.nowcast.alert.AlertOdds;
import org.skycast.nowcast.alert.AlertOutcome;
import org.skycast.nowcast.alert.AlertReason;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.alert.LeadSkill;
import org.skycast.nowcast.alert.StationAlertJudge;
import org.skycast.nowcast.alert.StationAlerts;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.warning.EventRuns;
import org.skycast.nowcast.warning.ObservedEvent;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.TestedAlert;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningMatch;
import org.skycast.nowcast.warning.WeatherTruth;
import org.skycast.trials.backtest.RuleOutcome.LevelOutcome;

/** Runs the engine that runs live over a station's forecasts, and holds what it tells against what was measured. */
final class StationTrial {

    private final StationArchive archive;
    private final Instant from;
    private final Instant to;
    private final Duration minLead;

    /** Of the forecasts of a span of reference times. */
    StationTrial(StationArchive archive, Instant from, Instant to, Duration minLead) {
        this.archive = archive;
        this.from = from;
        this.to = to;
        this.minLead = minLead;
    }

    private boolean isWithin(KeptForecast kept) {
        return !kept.reference().isBefore(from) && kept.reference().isBefore(to);
    }

    /** What the engine tells of rules, by their ids. */
    Map<String, List<AlertMessage>> told(List<AlertRule> rules) {
        AlertBook book = AlertBook.EMPTY;
        for (AlertRule rule : rules) {
            book = book.with(rule);
        }
        var judge = new StationAlertJudge(archive.station(), book, LeadSkill.LEARNT);
        Map<String, List<AlertMessage>> told = new HashMap<>();
        StationAlerts state = StationAlerts.NONE;
        for (KeptForecast kept : archive.forecasts()) {
            if (isWithin(kept)) {
                state = keep(told, judge.take(state, kept.forecast(archive.station()), kept.at()));
            }
        }
        keep(told, judge.pass(state, to));
        return told;
    }

    private static StationAlerts keep(Map<String, List<AlertMessage>> told, AlertOutcome outcome) {
        outcome.messages()
                .forEach(message -> told.computeIfAbsent(message.rule().id(), id -> new ArrayList<>())
                        .add(message));
        return outcome.next();
    }

    /**
     * What alerts came to.
     *
     * @param match by events and alerts
     * @param time by time
     */
    record Tried(WarningMatch match, TimeInAlert time) {}

    /**
     * What the alerts of a rule of one level come to.
     *
     * @param came of the same level, as {@link LevelOutcome} has it
     */
    Tried tried(AlertRule rule, List<AlertMessage> messages, float[] came) {
        return tried(truth(rule, 0), TestedAlert.of(messages, 0, to), came);
    }

    private Tried tried(WeatherTruth truth, List<TestedAlert> alerts, float[] came) {
        List<ObservedEvent> events = EventRuns.of(archive.station(), truth, from, to);
        var walk = new TimeInAlert.Walk(alerts);
        for (int i = 0; i < came.length; i++) {
            if (!Float.isNaN(came[i])) {
                walk.take(archive.forecasts().get(i).issued(), came[i] > 0);
            }
        }
        return new Tried(WarningMatch.of(events, alerts, truth, from, minLead), walk.counted());
    }

    private WeatherTruth truth(AlertRule rule, int level) {
        return new WeatherTruth(
                rule.condition(),
                rule.levels(archive.station()).get(level),
                archive.series(rule.condition().of()),
                rule.demands().maxInputAge());
    }

    /** What is found of a level. */
    private final class Finding {
        private final WeatherTruth truth;
        private final float[] said = new float[archive.size()];
        private final float[] came = new float[archive.size()];
        private final PeakCounts peaks = new PeakCounts();
        private final PeakCounts calibrated = new PeakCounts();

        Finding(WeatherTruth truth) {
            this.truth = truth;
            Arrays.fill(said, Float.NaN);
            Arrays.fill(came, Float.NaN);
        }

        void take(int at, Instant reference, AlertOdds odds) {
            said[at] = (float) odds.calibrated();
            truth.came(reference, odds.newest()).ifPresent(isTrue -> {
                came[at] = isTrue ? 1 : 0;
                peaks.add(odds.peak(), isTrue);
                calibrated.add(odds.calibrated(), isTrue);
            });
        }

        LevelOutcome outcome(List<TestedAlert> alerts) {
            Tried tried = tried(truth, alerts, came);
            return new LevelOutcome(tried.match(), truth, said, came, tried.time(), peaks, calibrated);
        }
    }

    /** All that comes of a rule. */
    RuleOutcome of(AlertRule rule) {
        List<Finding> findings = new ArrayList<>();
        for (int level = 0; level < rule.levels(archive.station()).size(); level++) {
            findings.add(new Finding(truth(rule, level)));
        }
        Map<AlertReason, Long> doubts = new EnumMap<>(AlertReason.class);
        var days = new TreeSet<Long>();
        long forecasts = 0;
        for (int i = 0; i < archive.size(); i++) {
            KeptForecast kept = archive.forecasts().get(i);
            if (isWithin(kept)) {
                forecasts++;
                Optional<AlertReason> doubt = count(rule, kept.forecast(archive.station()), findings, i);
                doubt.ifPresent(reason -> doubts.merge(reason, 1L, Long::sum));
                if (doubt.isEmpty()) {
                    days.add(Math.floorDiv(kept.reference().getEpochSecond(), 86_400L));
                }
            }
        }
        List<AlertMessage> messages = told(List.of(rule)).getOrDefault(rule.id(), List.of());
        List<LevelOutcome> levels = new ArrayList<>();
        for (int level = 0; level < findings.size(); level++) {
            levels.add(findings.get(level).outcome(TestedAlert.of(messages, level, to)));
        }
        return new RuleOutcome(rule, archive, List.copyOf(days), forecasts, doubts, levels);
    }

    /** What the engine goes by, once more. */
    private static Optional<AlertReason> count(AlertRule rule, Forecast forecast, List<Finding> findings, int at) {
        AlertEvidence evidence = AlertEvidence.of(rule, forecast, LeadSkill.LEARNT);
        if (evidence instanceof AlertEvidence.Doubt doubt) {
            return Optional.of(doubt.reason());
        }
        List<AlertOdds> byLevel = ((AlertEvidence.Likely) evidence).byLevel();
        for (int level = 0; level < findings.size(); level++) {
            findings.get(level).take(at, forecast.referenceTime(), byLevel.get(level));
        }
        return Optional.empty();
    }
}
