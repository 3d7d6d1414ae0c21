package org.skycast.benchmarks.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a trial.
 *
 * @param forecasts of good stations, each compared with one of the other run
 * @param arrivals readings and frames that had to come of the edge, each once
 * @param complaints of records and forecasts
 * @param answers to hostile requests, by status
 * @param counts of the topology, since its last start
 * @param liveBytes of its heap at the end
 */
record TrialResult(
        TrialPlan plan,
        RecordAccount account,
        int forecasts,
        int arrivals,
        List<String> complaints,
        Map<String, Integer> answers,
        HealthWatch.Seen health,
        Map<String, Double> counts,
        long liveBytes,
        double seconds) {

    private static final int SHOWN = 40;

    void print(PrintStream out) {
        out.printf("%-78s %-12s %6s %6s%n", "kind", "fate", "sent", "as due");
        account.rows()
                .forEach((kind, row) -> out.printf(
                        "%-78s %-12s %6d %6d%n", kind, String.join("/", row.fates()), row.sent(), row.asDue()));
        out.printf(
                "seed %d: %d records of %d kinds, each found once: %b; %d forecasts of good stations, complaints of all kinds: %d; %.0f s%n",
                plan.seed(),
                account.sent(),
                account.rows().size(),
                account.complaints().isEmpty(),
                forecasts,
                complaints.size(),
                seconds);
        out.printf(
                "the edge: %d readings and frames beside hostile ones; hostile requests over HTTP were answered by %s%n",
                arrivals, answers);
        out.printf(
                "the topology: ended %d times, %.0f threads died, not ready for %.1f s in all and %.1f s at once, %d of %d questions of its health without an answer, %.0f MB of %d alive at the end%n",
                health.ends(),
                threadsDied(),
                health.unready(),
                health.longest(),
                health.unanswered(),
                health.questions(),
                liveBytes / 1e6,
                plan.heap());
        health.reasons().forEach((said, at) -> out.printf("not ready, first after %s: %s%n", at, said));
        complaints.stream().limit(SHOWN).forEach(out::println);
        if (complaints.size() > SHOWN) {
            out.printf("and %d more%n", complaints.size() - SHOWN);
        }
    }

    /** How many threads of the topology died and were replaced. */
    double threadsDied() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("skycast.threads.replaced"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    byte[] json() throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seed", plan.seed());
        all.put("records", account.sent());
        all.put("seconds", seconds);
        all.put("forecasts", forecasts);
        all.put("arrivals", arrivals);
        all.put("answers", answers);
        all.put("kinds", new TreeMap<>(account.rows()));
        all.put("health", health);
        all.put("liveBytes", liveBytes);
        all.put("counts", new TreeMap<>(counts));
        all.put("complaints", complaints);
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
    }
}
