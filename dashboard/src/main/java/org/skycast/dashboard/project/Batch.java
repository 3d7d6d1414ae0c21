package org.skycast.dashboard.project;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.skycast.dashboard.store.Sql;

/** Records that become part of the store together, in one transaction. */
final class Batch {

    private final Sql sql;
    private final Set<StoreChange> changes = new LinkedHashSet<>();
    private final ScoreTotals scores = new ScoreTotals();

    Batch(Sql sql) {
        this.sql = sql;
    }

    Sql sql() {
        return sql;
    }

    ScoreTotals scores() {
        return scores;
    }

    void changed(String kind, String station) {
        changes.add(new StoreChange(kind, station));
    }

    /** Writes what was summed up; gives what is new. */
    Set<StoreChange> end() throws SQLException {
        if (scores.write(sql)) {
            changed("skill", "");
        }
        return changes;
    }
}
