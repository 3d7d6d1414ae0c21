package org.skycast.nowcast.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.skycast.nowcast.observe.Rejection.Reason;

/**
 * What of a reading can be believed: values that are finite, physically possible, and no further from the one before
 * than the weather goes in that time. A value that fails is left out; the others of the reading stay.
 */
final class QualityControl {

    /**
     * Steps are judged between readings at most this far apart; the limits are for one-minute data (WMO-No. 8, volume V,
     * chapter 1), and further apart the weather may have changed.
     */
    static final Duration STEP_SPAN = Duration.ofMinutes(2);

    private QualityControl() {}

    /**
     * What is left of a reading.
     *
     * @param accepted the values that passed
     * @param seen these and the ones that failed only by their step, with which the next reading is compared
     * @param stuck the variables whose sensor is stuck
     * @param rejections one for each kind of failure
     */
    record Verdict(
            Map<Variable, Double> accepted,
            Map<Variable, Double> seen,
            Set<Variable> stuck,
            List<Rejection> rejections) {}

    /**
     * Judges a reading.
     *
     * @param before the newest earlier value of a variable, whether it passed or not
     * @param runs how long each sensor has said the same, this reading included
     */
    static Verdict judge(
            Reading reading,
            Function<Variable, Optional<VariableTally.Sample>> before,
            Map<Variable, ConstantRun> runs) {
        Map<Variable, Double> accepted = new EnumMap<>(Variable.class);
        Map<Variable, Double> seen = new EnumMap<>(Variable.class);
        Map<Reason, List<String>> failures = new EnumMap<>(Reason.class);
        Set<Variable> stuck = EnumSet.noneOf(Variable.class);
        reading.values().forEach((variable, value) -> {
            Optional<Reason> failure = failure(reading, variable, value, before);
            failure.ifPresentOrElse(
                    reason -> failures.computeIfAbsent(reason, r -> new ArrayList<>())
                            .add("%s %s %s".formatted(variable.cfName(), value, variable.units())),
                    () -> accepted.put(variable, value));
            if (failure.isEmpty() || failure.get() == Reason.STEP) {
                seen.put(variable, value);
            }
            ConstantRun run = runs.get(variable);
            if (run != null && run.until().equals(reading.stamp().eventTime()) && run.isStuck(variable)) {
                stuck.add(variable);
            }
        });
        List<Rejection> rejections = new ArrayList<>();
        failures.forEach((reason, values) -> rejections.add(new Rejection(reason, sentence(reason, values))));
        return new Verdict(accepted, seen, stuck, rejections);
    }

    private static Optional<Reason> failure(
            Reading reading,
            Variable variable,
            double value,
            Function<Variable, Optional<VariableTally.Sample>> before) {
        if (!Double.isFinite(value)) {
            return Optional.of(Reason.NOT_FINITE);
        }
        if (value < variable.least() || value > variable.most()) {
            return Optional.of(Reason.OUT_OF_RANGE);
        }
        return before.apply(variable)
                .filter(last -> isNear(last, reading))
                .filter(last -> Math.abs(value - last.value()) > variable.largestStep())
                .map(last -> Reason.STEP);
    }

    private static boolean isNear(VariableTally.Sample last, Reading reading) {
        Duration between = Duration.between(last.at(), reading.stamp().eventTime());
        return !between.isNegative() && !between.isZero() && between.compareTo(STEP_SPAN) <= 0;
    }

    private static String sentence(Reason reason, List<String> values) {
        String all = String.join(", ", values);
        return switch (reason) {
            case NOT_FINITE -> "Left out, since not a number: " + all + ". Send a missing value as null.";
            case OUT_OF_RANGE -> "Left out, since physically impossible: " + all + ". Check the sensor and its unit.";
            default -> "Left out, since too far from the value before: " + all + ". Check the sensor and its wiring.";
        };
    }
}
