package org.skycast.edge.spool;

import java.sql.SQLException;
import java.time.Instant;
import org.skycast.edge.source.Sample;

/** The numbers of records, for each station and kind from zero on, and the epoch that they are of. */
final class Sequences {

    private final Database database;
    private final Instant epoch;

    /** @param now the epoch, if the file is new */
    Sequences(Database database, Instant now) throws SQLException {
        this.database = database;
        database.transaction(
                () -> database.change("INSERT OR IGNORE INTO epoch (one, micros) VALUES (1, ?)", Micros.of(now)));
        this.epoch = Micros.at(database.number("SELECT micros FROM epoch"));
    }

    Instant epoch() {
        return epoch;
    }

    /** The next number; what the edge itself says has none. */
    long next(Sample sample) throws SQLException {
        return sample instanceof Sample.Report
                ? 0
                : database.number(
                        "INSERT INTO counter (station, stream, next) VALUES (?, ?, 1)"
                                + " ON CONFLICT (station, stream) DO UPDATE SET next = next + 1 RETURNING next - 1",
                        sample.stationId(),
                        Priority.of(sample).stream());
    }
}
