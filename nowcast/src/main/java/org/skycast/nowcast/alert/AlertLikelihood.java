package org.skycast.nowcast.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.skycast.nowcast.alert.AlertCondition.Measure;
import org.skycast.nowcast.forecast.Forecast;

/**
 * How likely a forecast makes a rule's condition. From quantiles the distribution function is drawn piecewise linear, and
 * not beyond the outermost levels: what lies there has the outermost level's probability. Where a rule is of an event, the
 * event's probability is taken.
 */
final class AlertLikelihood {

    /** In a forecast's list of what was lacking: nothing at all was measured in the newest slot. */
    private static final String NEWEST_SLOT = "newest_slot";

    private AlertLikelihood() {}

    /** What a forecast says to a rule at the station. */
    static AlertEvidence of(AlertRule rule, Forecast forecast, LeadSkill skill) {
        Optional<AlertReason> doubt = doubt(rule, forecast);
        if (doubt.isPresent()) {
            return new AlertEvidence.Doubt(doubt.get());
        }
        List<AlertOdds> odds = new ArrayList<>();
        for (AlertLevel level : rule.levels(forecast.stationId())) {
            Optional<AlertOdds> said = odds(rule, level, forecast);
            if (said.isEmpty()) {
                return new AlertEvidence.Doubt(AlertReason.ABSENT);
            }
            odds.add(said.get());
        }
        boolean skilful = !rule.demands().requireSkill()
                || odds.stream()
                        .allMatch(
                                said -> skill.isThere(forecast, rule.condition().of(), leadOfPeak(said)));
        return skilful ? new AlertEvidence.Likely(odds) : new AlertEvidence.Doubt(AlertReason.NOT_SKILFUL);
    }

    private static Optional<AlertReason> doubt(AlertRule rule, Forecast forecast) {
        List<String> lacking = forecast.degraded();
        if (lacking.contains(rule.condition().name()) || lacking.contains(NEWEST_SLOT)) {
            return Optional.of(AlertReason.DEGRADED);
        }
        if (forecast.completeness() < rule.demands().minCompleteness()) {
            return Optional.of(AlertReason.INCOMPLETE);
        }
        Duration late = Duration.between(forecast.referenceTime(), forecast.issuedAt());
        boolean fresh = forecast.readingAge()
                .filter(age -> age.plus(late).compareTo(rule.demands().maxInputAge()) <= 0)
                .isPresent();
        return fresh ? Optional.empty() : Optional.of(AlertReason.STALE);
    }

    private static Duration leadOfPeak(AlertOdds odds) {
        return odds.leads().get(odds.probabilities().indexOf(odds.peak()));
    }

    private static Optional<AlertOdds> odds(AlertRule rule, AlertLevel level, Forecast forecast) {
        AlertCondition condition = rule.condition();
        if (condition.event().isPresent()) {
            return forecast.events().stream()
                    .filter(event -> event.event().name().equals(condition.name())
                            && event.event().of() == condition.of()
                            && event.event().threshold() == level.threshold())
                    .findFirst()
                    .flatMap(event -> odds(rule, level, event));
        }
        return forecast.variables().stream()
                .filter(variable -> variable.feature() == condition.of())
                .findFirst()
                .flatMap(variable -> odds(condition, level, variable));
    }

    private static Optional<AlertOdds> odds(AlertRule rule, AlertLevel level, Forecast.OfEvent event) {
        List<Duration> leads = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (int i = 0; i < event.leads().size(); i++) {
            if (rule.condition().window().holds(event.leads().get(i))) {
                leads.add(event.leads().get(i));
                probabilities.add(rounded(event.probabilities().get(i)));
            }
        }
        // An event may be foretold from a history whose newest value of its variable is hours old: that tells nothing
        // of now.
        boolean isOfNow = event.newestAge()
                .filter(age -> age.compareTo(rule.demands().maxInputAge()) <= 0)
                .isPresent();
        return summed(leads, probabilities, level, isOfNow ? event.newest() : OptionalDouble.empty());
    }

    private static Optional<AlertOdds> odds(AlertCondition condition, AlertLevel level, Forecast.OfVariable variable) {
        boolean change = condition.measure() == Measure.CHANGE;
        if (change && variable.newest().isEmpty()) {
            return Optional.empty();
        }
        double threshold = level.threshold() + (change ? variable.newest().getAsDouble() : 0);
        List<Duration> leads = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (int i = 0; i < variable.leads().size(); i++) {
            if (condition.window().holds(variable.leads().get(i))) {
                leads.add(variable.leads().get(i));
                probabilities.add(probability(
                        condition.relation(),
                        threshold,
                        variable.levels(),
                        variable.values().get(i)));
            }
        }
        return summed(leads, probabilities, level, variable.newest());
    }

    private static Optional<AlertOdds> summed(
            List<Duration> leads, List<Double> probabilities, AlertLevel level, OptionalDouble newest) {
        if (leads.isEmpty()) {
            return Optional.empty();
        }
        double peak = 0;
        double sum = 0;
        for (double p : probabilities) {
            peak = Math.max(peak, p);
            sum += p;
        }
        return Optional.of(new AlertOdds(
                leads,
                probabilities,
                peak,
                Math.min(1, sum),
                level.calibration().of(peak),
                newest));
    }

    /**
     * That a value stands so to a threshold.
     *
     * @param levels of the quantiles, ascending
     * @param quantiles not decreasing
     */
    static double probability(AlertRelation relation, double threshold, List<Double> levels, List<Float> quantiles) {
        return rounded(
                switch (relation) {
                    case AT_MOST -> upTo(threshold, true, levels, quantiles);
                    case BELOW -> upTo(threshold, false, levels, quantiles);
                    case ABOVE -> 1 - upTo(threshold, true, levels, quantiles);
                    case AT_LEAST -> 1 - upTo(threshold, false, levels, quantiles);
                });
    }

    /** To a hundredth of a percent, so that one less 0.98 is 0.02. */
    private static double rounded(double probability) {
        return Math.round(probability * 1e4) / 1e4;
    }

    /** That a value is below a threshold, or at most it where it is {@code included}: where quantiles are equal it matters. */
    private static double upTo(double threshold, boolean included, List<Double> levels, List<Float> quantiles) {
        int last = levels.size() - 1;
        int above = 0;
        while (above <= last && (included ? quantiles.get(above) <= threshold : quantiles.get(above) < threshold)) {
            above++;
        }
        if (above == 0 || above > last) {
            return levels.get(above == 0 ? 0 : last);
        }
        double low = quantiles.get(above - 1);
        double width = quantiles.get(above) - low;
        double part = width > 0 ? (threshold - low) / width : 0;
        return levels.get(above - 1) + part * (levels.get(above) - levels.get(above - 1));
    }
}
