package org.skycast.edge.spool;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes to the spool's file within its limits and those of the disk, and makes room where the settings let it. */
final class SpoolWriter {

    /** So much is given up at once where the disk is full, so that not each record begins anew. */
    private static final long STROKE = 1_000_000;

    private final SpoolSettings settings;
    private final Database database;
    private final Losses losses;
    private final Reserve reserve;
    private final AgeLimit age;
    private Consumer<Loss> onLoss = loss -> {};

    SpoolWriter(SpoolSettings settings, Database database, Losses losses) throws SQLException {
        this.settings = settings;
        this.database = database;
        this.losses = losses;
        this.reserve = new Reserve(settings.file());
        this.age = new AgeLimit(
                settings.maxAge(),
                database.ask(
                        "SELECT taken FROM record ORDER BY id DESC LIMIT 1",
                        rows -> rows.next()
                                ? Optional.of(Instant.ofEpochMilli(rows.getLong(1)))
                                : Optional.<Instant>empty()));
        reserve.take();
    }

    void onLoss(Consumer<Loss> listener) {
        onLoss = listener;
    }

    /**
     * Keeps something new, on disk on return, or not at all.
     *
     * @param work done again, where the disk was full and there is room now
     * @param whenUndone what is to be done each time that it was undone
     * @throws SpoolFullException if there is no room
     */
    void keep(Database.Work work, Runnable whenUndone) {
        try {
            attempt(work, whenUndone);
        } catch (SQLException full) {
            if (!Database.isFull(full)) {
                throw failed("written", full);
            }
            keepWithRoomMade(work, whenUndone, full);
        }
        report();
    }

    private void attempt(Database.Work work, Runnable whenUndone) throws SQLException {
        try {
            database.transaction(work);
        } catch (SQLException | RuntimeException | Error e) {
            losses.takeNew();
            whenUndone.run();
            throw e;
        }
    }

    private void keepWithRoomMade(Database.Work work, Runnable whenUndone, SQLException full) {
        reserve.release();
        try {
            if (settings.whenFull() == SpoolSettings.WhenFull.dropOldestFramesFirst) {
                database.transaction(() -> losses.freeBelowReadings(STROKE, Loss.Cause.diskFull));
                report();
            }
            attempt(work, whenUndone);
        } catch (SQLException again) {
            losses.takeNew();
            throw new SpoolFullException(
                    "The disk of the spool %s is full (%s); free some room."
                            .formatted(settings.file(), full.getMessage()),
                    again);
        } finally {
            reserve.take();
        }
    }

    /** Lets the settings' limits hold; in the transaction of what is new. */
    void keepToLimits(Instant now) throws SQLException {
        Optional<Instant> tooOld = age.at(now);
        if (tooOld.isPresent()) {
            losses.expire(tooOld.get());
        }
        if (settings.whenFull() == SpoolSettings.WhenFull.dropOldestFramesFirst) {
            losses.shrinkTo(settings.maxBytes(), Loss.Cause.spoolFull);
        } else if (database.number("SELECT bytes FROM total") > settings.maxBytes()) {
            throw new SpoolFullException(
                    "The spool %s holds its %d MB; raise maxMegabytes, or wait until the broker has taken some."
                            .formatted(settings.file(), settings.maxMegabytes()),
                    null);
        }
    }

    /** Changes what is there; what is removed makes room itself. */
    void change(Database.Work work) {
        try {
            database.transaction(work);
        } catch (SQLException full) {
            if (!Database.isFull(full)) {
                throw failed("written", full);
            }
            // Also to remove a record, the journal must grow first.
            reserve.release();
            try {
                database.transaction(work);
            } catch (SQLException e) {
                throw failed("written", e);
            } finally {
                reserve.take();
            }
        }
        report();
    }

    private void report() {
        losses.takeNew().forEach(onLoss);
        reserve.take();
    }

    SpoolException failed(String what, SQLException e) {
        if (Database.isDamage(e)) {
            Rescue.mark(settings.file());
            return new SpoolDamagedException(
                    "The spool %s is damaged (%s); start again, and what can be read of it is saved."
                            .formatted(settings.file(), e.getMessage()),
                    e);
        }
        return new SpoolException(
                "The spool %s cannot be %s (%s); check the disk.".formatted(settings.file(), what, e.getMessage()), e);
    }
}
