package org.skycast.nowcast.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.compare.Comparison.Uncompared;
import org.skycast.nowcast.compare.Verdict.Decision;

/** From changes to a verdict and its reasons. */
final class Judge {

    private Judge() {}

    static Verdict verdict(Comparison comparison, int days, Map<String, Change> names, Optional<Change> primary) {
        List<Row> rows = comparison.rows();
        long cases = rows.stream().mapToLong(Row::cases).sum();
        long equal = rows.stream().mapToLong(Row::equal).sum();
        List<String> reasons = new ArrayList<>();
        Decision decision = Decision.CANNOT_TELL;
        if (cases == 0) {
            decision = Decision.TOO_FEW;
            reasons.add("No forecast was made by both models and met its truth: compare a range that both answered.");
        } else if (cases == equal) {
            decision = Decision.EQUAL;
            reasons.add(say("Every value is equal: both models were worth exactly the same in all %,d cases.", cases));
        } else if (days < BlockBootstrap.FEWEST_DAYS) {
            decision = Decision.TOO_FEW;
            reasons.add(say(
                    "Too few days: the cases are of %d, and with fewer than %d one cannot tell how days vary; compare a"
                            + " longer range.",
                    days, BlockBootstrap.FEWEST_DAYS));
        } else if (primary.isEmpty()) {
            decision = Decision.TOO_FEW;
            reasons.add(say(
                    "No variable has cases on %d days at a score of the champion's above zero; compare a longer range.",
                    BlockBootstrap.FEWEST_DAYS));
        } else {
            decision = weigh(names, primary.get(), reasons);
            leftOut(rows.size() - primary.get().rows(), rows.size()).ifPresent(reasons::add);
        }
        alone(comparison.uncompared()).ifPresent(reasons::add);
        return new Verdict(decision, reasons);
    }

    private static Decision weigh(Map<String, Change> names, Change primary, List<String> reasons) {
        reasons.add(onAverage(primary, names.size()));
        List<String> worse = new ArrayList<>();
        names.forEach((name, change) -> {
            if (change.isWorseBy(Verdict.TOLERATED)) {
                worse.add(say("%s is clearly worse: %s.", name, range(change)));
            }
        });
        if (worse.isEmpty()) {
            reasons.add(say("No variable or event is clearly worse by more than %.0f%%.", 100 * Verdict.TOLERATED));
        }
        reasons.addAll(worse);
        if (primary.interval().isBelowZero()) {
            return worse.isEmpty() ? Decision.BETTER : Decision.CANNOT_TELL;
        }
        return primary.interval().isAboveZero() || !worse.isEmpty() ? Decision.WORSE : Decision.CANNOT_TELL;
    }

    private static String onAverage(Change primary, int names) {
        String lies = "includes zero";
        if (primary.interval().isBelowZero()) {
            lies = "lies below zero";
        } else if (primary.interval().isAboveZero()) {
            lies = "lies above zero";
        }
        return say(
                "On average over %d variables and events at their leads, the candidate's error (CRPS, Brier score) differs"
                        + " from the champion's by %s, which %s.",
                names, range(primary), lies);
    }

    private static String range(Change change) {
        return say(
                "%+.2f%% (95%% interval %+.2f%% to %+.2f%%)",
                100 * change.value(),
                100 * change.interval().low(),
                100 * change.interval().high());
    }

    private static Optional<String> leftOut(int rows, int of) {
        return rows == 0
                ? Optional.empty()
                : Optional.of(say(
                        "%d of %d pairs of variable and lead are left out of that: cases on fewer than %d days, or a"
                                + " champion without error.",
                        rows, of, BlockBootstrap.FEWEST_DAYS));
    }

    private static Optional<String> alone(List<Uncompared> uncompared) {
        long alone = uncompared.stream().mapToLong(Uncompared::unpaired).sum();
        return alone == 0
                ? Optional.empty()
                : Optional.of(say("Forecasts that one model alone made are not compared: %,d.", alone));
    }

    private static String say(String sentence, Object... values) {
        return String.format(Locale.ROOT, sentence, values);
    }
}
