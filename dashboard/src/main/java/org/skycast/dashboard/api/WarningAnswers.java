package org.skycast.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.dashboard.project.Json;
import org.skycast.dashboard.project.WarningFate;
import org.skycast.dashboard.store.Positions;
import org.skycast.dashboard.store.Sql;
import org.skycast.nowcast.compare.BlockBootstrap;
import org.skycast.nowcast.compare.Interval;

/** How often alerts were right: rule by rule, by what was measured while they held. */
final class WarningAnswers {

    /** With fewer alerts that could be judged, or of fewer days, one cannot tell. */
    static final int FEWEST_ALERTS = 10;

    private static final long DAY = 86_400_000_000L;
    private static final long SEED = 1;

    private WarningAnswers() {}

    /** {@code ?station=}: of each rule, how many alerts were told before what they warned of, too late, or in vain. */
    static ObjectNode verification(Sql sql, Asked asked) throws SQLException {
        String station = asked.text("station").orElse("");
        Map<String, Rule> rules = new TreeMap<>();
        sql.list(
                "SELECT rule, title, status, fate, lead, begin FROM warning WHERE ? = '' OR station = ? ORDER BY begin, id",
                row -> {
                    Rule rule = rules.computeIfAbsent(row.getString(1), name -> new Rule());
                    rule.add(row);
                    return rule;
                },
                station,
                station);
        ObjectNode all = Json.object()
                .put("asOf", Positions.asOf(sql))
                .put("fewestAlerts", FEWEST_ALERTS)
                .put("fewestDays", BlockBootstrap.FEWEST_DAYS);
        ArrayNode rows = all.putArray("rules");
        rules.forEach((name, rule) -> rows.add(rule.json(name)));
        return all;
    }

    /** What came of an alert, put beside what it said; null as long as it is not judged. */
    static ObjectNode withOutcome(ObjectNode alert, ResultSet row) throws SQLException {
        String fate = row.getString("fate");
        if (fate == null) {
            return alert.putNull("outcome");
        }
        ObjectNode outcome = alert.putObject("outcome").put("fate", word(WarningFate.valueOf(fate)));
        int lead = row.getInt("lead");
        if (row.wasNull()) {
            outcome.putNull("leadMinutes");
        } else {
            outcome.put("leadMinutes", lead);
        }
        return alert;
    }

    private static String word(WarningFate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class Rule {
        private String title = "";
        private String status = "";
        private int open;
        private final int[] counts = new int[WarningFate.values().length];
        private final List<Integer> leads = new ArrayList<>();
        /** By UTC day: how many were told before, and how many were judged. */
        private final Map<Long, long[]> days = new TreeMap<>();

        void add(ResultSet row) throws SQLException {
            title = row.getString("title");
            status = row.getString("status");
            String known = row.getString("fate");
            if (known == null) {
                open++;
                return;
            }
            WarningFate fate = WarningFate.valueOf(known);
            counts[fate.ordinal()]++;
            if (fate == WarningFate.FORETOLD) {
                leads.add(row.getInt("lead"));
            }
            if (fate != WarningFate.UNKNOWN) {
                long[] day = days.computeIfAbsent(Math.floorDiv(row.getLong("begin"), DAY), number -> new long[2]);
                day[0] += fate == WarningFate.FORETOLD ? 1 : 0;
                day[1]++;
            }
        }

        ObjectNode json(String name) {
            int judged = counts[WarningFate.FORETOLD.ordinal()]
                    + counts[WarningFate.LATE.ordinal()]
                    + counts[WarningFate.FALSE_ALARM.ordinal()];
            ObjectNode all = Json.object()
                    .put("rule", name)
                    .put("title", title)
                    .put("status", status)
                    .put("judged", judged)
                    .put("foretold", counts[WarningFate.FORETOLD.ordinal()])
                    .put("late", counts[WarningFate.LATE.ordinal()])
                    .put("falseAlarms", counts[WarningFate.FALSE_ALARM.ordinal()])
                    .put("cannotTell", counts[WarningFate.UNKNOWN.ordinal()])
                    .put("notYet", open)
                    .put("days", days.size());
            if (leads.isEmpty()) {
                all.putNull("medianLeadMinutes");
            } else {
                List<Integer> sorted = leads.stream().sorted().toList();
                all.put("medianLeadMinutes", sorted.get((sorted.size() - 1) / 2));
            }
            interval(judged)
                    .ifPresentOrElse(
                            of -> all.putArray("interval")
                                    .add(rounded(of.low()))
                                    .add(rounded(of.high())),
                            () -> all.putNull("interval"));
            return all;
        }

        private static double rounded(double share) {
            return Math.round(share * 1_000) / 1_000.0;
        }

        /** Of the share that was told before: 95%, from days drawn anew; empty with too few alerts or days. */
        private Optional<Interval> interval(int judged) {
            if (judged < FEWEST_ALERTS || days.size() < BlockBootstrap.FEWEST_DAYS) {
                return Optional.empty();
            }
            double[] sums = days.values().stream().mapToDouble(day -> day[0]).toArray();
            long[] cases = days.values().stream().mapToLong(day -> day[1]).toArray();
            double share = Arrays.stream(sums).sum() / judged;
            if (share == 0 || share == 1) {
                return Optional.of(Interval.ofAllOrNone(share, days.size()));
            }
            double[] means = new BlockBootstrap(days.size(), SEED).means(sums, cases);
            return Interval.of(means, Interval.LEVEL)
                    .map(of -> new Interval(Math.max(0, of.low()), Math.min(1, of.high())));
        }
    }
}
