package org.skycast.trials.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.streams.StartupException;
import org.skycast.trials.alert.RuleReader;
import org.skycast.trials.backtest.RuleFitting.Fit;

/** A back-test from the question to the report. */
public final class RuleBackTest {

    private final BackTestAsk ask;
    private final RuleReader reader;
    private final InstantSource clock;

    /**
     * A back-test.
     *
     * @param reader knows what the bundle foretells
     * @param clock tells how long it takes
     */
    public RuleBackTest(BackTestAsk ask, RuleReader reader, InstantSource clock) {
        this.ask = ask;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Fitted rules.
     *
     * @param until rules are fitted on what is before, and judged on the rest
     * @param file the rules as they are
     * @param out where they go
     */
    public record Fitting(Instant until, Path file, Path out) {}

    /**
     * Runs it.
     *
     * @param fitting if rules are to be fitted
     * @throws StartupException in one sentence if there can be no answer
     * @throws IOException if fitted rules cannot be written
     */
    public BackTestReport run(ForecastSource source, Optional<Fitting> fitting) throws IOException {
        Instant started = clock.instant();
        Archives archives = source.read(ask);
        List<String> stations = stations(archives);
        Instant from = fitting.map(Fitting::until).orElse(ask.from());
        List<LevelFinding> findings = new ArrayList<>();
        List<RuleOutcome> outcomes = new ArrayList<>();
        List<FittedLevel> fits = new ArrayList<>();
        var judging = new BackTest(archives, reader, from, ask.to(), ask.minLead());
        for (AlertRule rule : ask.rules()) {
            List<RuleOutcome> of = judging.outcomes(rule);
            outcomes.addAll(of);
            findings.addAll(judging.findings(rule, of));
            if (fitting.isPresent()) {
                var fitted = new BackTest(archives, reader, ask.from(), from, ask.minLead());
                fits.addAll(fit(rule, new RuleFitting(fitted, reader).of(rule), judging));
            }
        }
        if (fitting.isPresent()) {
            String heading = "Fitted on what came from %s to %s.".formatted(ask.from(), from);
            FittedFile.write(fitting.get().file(), fitting.get().out(), fits, heading);
        }
        var run = new BackTestInput.Run(started, Duration.between(started, clock.instant()));
        return new BackTestReport(
                new BackTestInput(ask, source.words(), from, stations, findings, outcomes, fits, run));
    }

    private List<String> stations(Archives archives) {
        List<String> stations = archives.all().stream()
                .filter(StationArchive::isOfUse)
                .map(StationArchive::station)
                .toList();
        if (stations.isEmpty()) {
            throw new StartupException(
                    "From %s to %s nothing was foretold at a station for which the rules are; give a range and --station that have something."
                            .formatted(ask.from(), ask.to()));
        }
        return stations;
    }

    private static List<FittedLevel> fit(AlertRule rule, List<Fit> fits, BackTest judging) {
        List<AlertLevel> levels = fits.stream().map(Fit::level).toList();
        List<RuleOutcome> outcomes = judging.outcomes(RuleVariants.with(rule, levels));
        List<FittedLevel> fitted = new ArrayList<>();
        for (int level = 0; level < fits.size(); level++) {
            var counts = new WarningCounts();
            TimeInAlert time = TimeInAlert.NONE;
            for (RuleOutcome outcome : outcomes) {
                time = time.and(outcome.levels().get(level).time());
                counts.judged(outcome.days());
                counts.add(outcome.levels().get(level).match());
            }
            Fit fit = fits.get(level);
            fitted.add(new FittedLevel(rule.id(), level, fit.level(), fit.isFitted(), fit.sentence(), counts, time));
        }
        return fitted;
    }
}
