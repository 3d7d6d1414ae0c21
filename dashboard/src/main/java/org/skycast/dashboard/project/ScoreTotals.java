package org.skycast.dashboard.project;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skycast.avro.Score;
import org.skycast.dashboard.store.Sql;
import org.skycast.dashboard.store.Times;

/** Scores of one batch, summed up before they are written: there are hundreds a forecast. */
final class ScoreTotals {

    private static final String ADD =
            "INSERT INTO skill VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                    + " cases = cases + excluded.cases, missing = missing + excluded.missing,"
                    + " absolute = absolute + excluded.absolute, crps = crps + excluded.crps,"
                    + " inside = inside + excluded.inside, paired = paired + excluded.paired, own = own + excluded.own,"
                    + " persistence = persistence + excluded.persistence, happened = happened + excluded.happened,"
                    + " brier = brier + excluded.brier, event = max(event, excluded.event)";

    private final Map<Key, Total> totals = new HashMap<>();

    /** @param station empty for all together */
    private record Key(String station, String sha256, String name, int lead, long day, String model, String version) {}

    private static final class Total {
        private long cases;
        private long missing;
        private double absolute;
        private double crps;
        private long inside;
        private long paired;
        private double own;
        private double persistence;
        private long happened;
        private double brier;
        private boolean event;

        private void add(Score score) {
            if (score.getObserved() == null) {
                missing++;
                return;
            }
            cases++;
            if (score.getBrier() != null) {
                event = true;
                brier += score.getBrier();
                happened += score.getObserved() > 0 ? 1 : 0;
                pair(score.getBrier(), score.getPersistenceBrier());
            } else {
                double size = Math.abs(orZero(score.getError()));
                absolute += size;
                crps += orZero(score.getCrps());
                inside += Boolean.TRUE.equals(score.getInside80()) ? 1 : 0;
                pair(size, score.getPersistenceError());
            }
        }

        private void pair(double mine, @Nullable Double persistences) {
            if (persistences != null) {
                paired++;
                own += mine;
                persistence += Math.abs(persistences);
            }
        }

        private static double orZero(@Nullable Double value) {
            return value == null ? 0 : value;
        }
    }

    void add(Score score) {
        add("", score);
        if (ForecastJson.KEPT_LEADS.contains(score.getLeadMinutes())) {
            add(score.getStationId(), score);
        }
    }

    private void add(String station, Score score) {
        var key = new Key(
                station,
                score.getLineage().getBundleSha256(),
                score.getVariable(),
                score.getLeadMinutes(),
                Times.day(score.getReferenceTime()),
                score.getLineage().getModelId(),
                score.getLineage().getModelVersion());
        totals.computeIfAbsent(key, k -> new Total()).add(score);
    }

    /** Adds all to the store; gives whether there was anything. */
    boolean write(Sql sql) throws SQLException {
        for (Map.Entry<Key, Total> entry : totals.entrySet()) {
            Key key = entry.getKey();
            Total of = entry.getValue();
            sql.change(
                    ADD,
                    key.station(),
                    key.sha256(),
                    key.name(),
                    key.lead(),
                    key.day(),
                    key.model(),
                    key.version(),
                    of.cases,
                    of.missing,
                    of.absolute,
                    of.crps,
                    of.inside,
                    of.paired,
                    of.own,
                    of.persistence,
                    of.happened,
                    of.brier,
                    of.event ? 1 : 0);
        }
        return !totals.isEmpty();
    }
}
