package org.skycast.trials.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.skycast.nowcast.alert.AlertCalibration;
import org.skycast.nowcast.alert.AlertLevel;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.warning.Isotonic;
import org.skycast.nowcast.warning.PeakCounts;
import org.skycast.nowcast.warning.TimeInAlert;
import org.skycast.nowcast.warning.WarningCounts;
import org.skycast.trials.alert.RuleBounds;
import org.skycast.trials.alert.RuleReader;
import org.skycast.trials.backtest.BackTest.Together;

/**
 * Fits a rule's levels to what came: a calibration from peaks to the share that came true, and with it the {@code raise} and
 * {@code clear} with which the time in alert and that of events meet best, for by counts an alert that never ends would be
 * the best; {@code raise} stays where it follows from costs. Nothing is fitted to what
 * is beyond the bundle's outermost quantiles, for that cannot be told apart.
 */
final class RuleFitting {

    /** As shares of {@code raise}; the middle one is tried first. */
    private static final double USUAL_CLEAR = 0.5;

    private static final List<Double> CLEARS = List.of(0.3, 0.7);

    private final BackTest test;
    private final RuleReader reader;

    /** @param test of the span on which rules are fitted */
    RuleFitting(BackTest test, RuleReader reader) {
        this.test = test;
        this.reader = reader;
    }

    /**
     * What a level is fitted to.
     *
     * @param level as it was, where it could not be
     */
    record Fit(AlertLevel level, boolean isFitted, String sentence) {}

    /** What became of each level. */
    List<Fit> of(AlertRule rule) {
        List<RuleOutcome> outcomes = test.outcomes(rule);
        List<Fit> fits = new ArrayList<>();
        for (int level = 0; level < rule.levels().size(); level++) {
            fits.add(fit(rule, level, outcomes));
        }
        return fits;
    }

    private Fit fit(AlertRule rule, int level, List<RuleOutcome> outcomes) {
        AlertLevel own = rule.levels().get(level);
        var peaks = new PeakCounts();
        var counts = new WarningCounts();
        for (RuleOutcome outcome : outcomes) {
            peaks.add(outcome.levels().get(level).peaks());
            counts.add(outcome.levels().get(level).match());
            counts.judged(outcome.days());
        }
        if (!counts.isTold()) {
            return new Fit(
                    own,
                    false,
                    "not fitted: the first part has %d events on %d days; at least %d and %d are asked for."
                            .formatted(
                                    counts.events(),
                                    counts.days(),
                                    WarningCounts.FEWEST_EVENTS,
                                    BlockBootstrap.FEWEST_DAYS));
        }
        AlertCalibration calibration = Isotonic.of(peaks);
        if (calibration.points().size() < 2) {
            return new Fit(own, false, "not fitted: what is said makes no difference to what comes.");
        }
        return fit(rule, level, calibration, outcomes, counts);
    }

    private Fit fit(
            AlertRule rule, int level, AlertCalibration calibration, List<RuleOutcome> outcomes, WarningCounts counts) {
        AlertLevel own = rule.levels().get(level);
        String none = own.costLoss().isPresent()
                ? "not fitted: raise, which follows from the costs, is beyond all that comes of what the bundle can tell apart."
                : "not fitted: no raise within what the bundle can tell apart told of any event.";
        TimeInAlert before = outcomes.stream()
                .map(outcome -> outcome.levels().get(level).time())
                .reduce(TimeInAlert.NONE, TimeInAlert::and);
        Optional<Found> found = best(rule, level, calibration, outcomes);
        if (found.filter(of -> of.csi() <= before.csi()).isPresent()) {
            return new Fit(
                    own, false, "not fitted: nothing else that was tried is better by time than the rule as it is.");
        }
        return found.map(of -> new Fit(of.level(), true, sentence(of, counts, before)))
                .orElseGet(() -> new Fit(own, false, none));
    }

    private record Found(AlertLevel level, double csi) {}

    private Optional<Found> best(AlertRule rule, int level, AlertCalibration calibration, List<RuleOutcome> outcomes) {
        AlertLevel own = rule.levels().get(level);
        var bounds = reader.bounds(rule, RuleVariants.level(own, own.raise(), own.clear(), calibration));
        List<AlertRule> variants = new ArrayList<>();
        for (double raise : raises(own, calibration)) {
            variant(rule, level, raise, USUAL_CLEAR, calibration, bounds, variants);
        }
        Optional<Found> first = best(level, outcomes, variants);
        if (first.isEmpty()) {
            return first;
        }
        List<AlertRule> others = new ArrayList<>();
        for (double clear : CLEARS) {
            variant(rule, level, first.get().level().raise(), clear, calibration, bounds, others);
        }
        // Only what is better takes the usual one's place.
        return best(level, outcomes, others)
                .filter(found -> found.csi() > first.get().csi())
                .or(() -> first);
    }

    private static void variant(
            AlertRule rule,
            int level,
            double raise,
            double clear,
            AlertCalibration calibration,
            RuleBounds bounds,
            List<AlertRule> to) {
        RuleVariants.of(rule, level, "v" + to.size(), raise, clear, calibration, bounds)
                .ifPresent(to::add);
    }

    private Optional<Found> best(int level, List<RuleOutcome> outcomes, List<AlertRule> variants) {
        Map<String, Together> together = test.tried(level, outcomes, variants);
        return variants.stream()
                .map(variant -> new Found(
                        variant.levels().get(0),
                        together.getOrDefault(variant.id(), new Together())
                                .time()
                                .csi()))
                .filter(found -> found.csi() > 0)
                .max(Comparator.comparing(Found::csi)
                        .thenComparing(found -> found.level().raise()));
    }

    /** What the calibration makes of peaks a twentieth apart: each shift of the threshold that makes a difference. */
    private static Iterable<Double> raises(AlertLevel own, AlertCalibration calibration) {
        if (own.costLoss().isPresent()) {
            return List.of(own.raise());
        }
        var raises = new TreeSet<Double>();
        for (int i = 1; i < 20; i++) {
            double raise = Math.floor(calibration.of(i / 20.0) * 1000) / 1000;
            if (raise > 0) {
                raises.add(raise);
            }
        }
        return raises;
    }

    private static String sentence(Found found, WarningCounts events, TimeInAlert before) {
        return String.format(
                Locale.ROOT,
                "fitted on %d events of %d days to raise %s and clear %s, where its critical success index by time is %.2f by"
                        + " itself; that of the rule as it was is %.2f there.",
                events.events(),
                events.days(),
                RuleWords.number(found.level().raise()),
                RuleWords.number(found.level().clear()),
                found.csi(),
                before.csi());
    }
}
