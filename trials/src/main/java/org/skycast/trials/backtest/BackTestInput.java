package org.skycast.trials.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a back-test hands to its report.
 *
 * @param ask what was asked for
 * @param source where the forecasts came from, in words
 * @param from the first reference time that is judged: where rules were fitted, the first after those they were fitted on
 * @param stations those of which anything was judged
 * @param findings by rule and level, all stations together and then each
 * @param outcomes by rule and station
 * @param fits what became of rules that were fitted; of each level of each rule one, or none at all
 * @param run what differs from run to run
 */
record BackTestInput(
        BackTestAsk ask,
        String source,
        Instant from,
        List<String> stations,
        List<LevelFinding> findings,
        List<RuleOutcome> outcomes,
        List<FittedLevel> fits,
        Run run) {

    BackTestInput {
        stations = List.copyOf(stations);
        findings = List.copyOf(findings);
        outcomes = List.copyOf(outcomes);
        fits = List.copyOf(fits);
    }

    /**
     * The report of two back-tests differs in this alone.
     *
     * @param started when it began
     * @param took how long it took
     */
    record Run(Instant started, Duration took) {}

    /** Of all stations together, by rule and level. */
    List<LevelFinding> pooled() {
        return findings.stream().filter(of -> of.station().isEmpty()).toList();
    }

    /** What became of a level that was fitted, if any was. */
    Optional<FittedLevel> fit(LevelFinding finding) {
        return fits.stream()
                .filter(fit -> fit.rule().equals(finding.rule().id()) && fit.level() == finding.level())
                .findFirst();
    }

    /** Whether of every rule enough came of its first level to tell how good it is. */
    boolean isTold() {
        List<LevelFinding> first =
                pooled().stream().filter(of -> of.level() == 0).toList();
        return first.size() == ask.rules().size()
                && first.stream().allMatch(of -> of.counts().isTold());
    }
}
