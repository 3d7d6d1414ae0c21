package org.skycast.edge.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SourceBatch;
import org.skycast.edge.source.TakenItems;

/**
 * What was taken from the sources and is not acknowledged yet, in a SQLite file.
 *
 * <p>What {@link #write} has returned from survives a crash or a loss of power. Numbers, records and what was taken of which
 * source change together or not at all, so after a crash no number is used twice and nothing is taken twice. A record is
 * removed once the broker has acknowledged it, or, counted, once a limit of {@link SpoolSettings} makes it give way. Safe
 * for use by several threads.
 */
public final class Spool implements TakenItems, AutoCloseable {

    private final SpoolSettings settings;
    private final Database database;
    private final Sequences sequences;
    private final SpoolCodec codec;
    private final Losses losses;
    private final SpoolWriter writer;
    private final RecordTable records;
    private final SourcePositions positions;
    private final JournalTable journal;

    private Spool(SpoolSettings settings, Database database, Instant now) throws SQLException {
        this.settings = settings;
        this.database = database;
        this.sequences = new Sequences(database, now);
        this.codec = new SpoolCodec(database);
        this.losses = new Losses(database);
        this.writer = new SpoolWriter(settings, database, losses);
        this.records = new RecordTable(database, codec, losses, writer);
        this.positions = new SourcePositions(database);
        this.journal = new JournalTable(database);
    }

    /**
     * A record that waits.
     *
     * @param id its place in the order of taking
     * @param topic where it goes
     * @param key its station
     * @param at its event time
     * @param taken when it was taken
     * @param size of its body, in bytes
     */
    public record Waiting(
            long id, String topic, String key, Instant at, Instant taken, long size, SpecificRecord value) {}

    /** The spool in {@code file} with the limits that hold by default. */
    public static Spool open(Path file, Instant now) {
        return open(SpoolSettings.at(file), now);
    }

    /**
     * Opens a spool, or makes one. Of a file that is damaged, what can be read goes into a new one, and the file is set
     * aside.
     *
     * @param now the epoch of the numbers, if it is made
     * @throws SpoolException if the file cannot be opened
     */
    public static Spool open(SpoolSettings settings, Instant now) {
        try {
            return new Spool(settings, Rescue.openSound(settings.file(), now), now);
        } catch (SQLException | IOException e) {
            throw new SpoolException(
                    "The spool %s cannot be opened (%s); check the path, the rights and the disk."
                            .formatted(settings.file(), e.getMessage()),
                    e);
        }
    }

    /** Tells {@code listener} of what is lost from now on. */
    public synchronized void onLoss(Consumer<Loss> listener) {
        writer.onLoss(listener);
    }

    /** Keeps what a source gave as it is; see {@link #write}. */
    public void put(String source, Memory memory, List<Sample> taken, Instant now) {
        write(List.of(new SpoolBatch(new SourceBatch(source, memory, taken), Processed.asIs(taken))), now);
    }

    /**
     * Keeps what was made of what sources gave, numbered, in one transaction: all of it is on disk on return, or, where
     * this throws, nothing, and nothing is remembered as taken.
     *
     * @throws SpoolFullException if there is no room
     */
    public synchronized void write(List<SpoolBatch> batches, Instant now) {
        writer.keep(
                () -> {
                    for (SpoolBatch batch : batches) {
                        insert(batch, now);
                        writer.keepToLimits(now);
                    }
                },
                codec::forget);
    }

    private void insert(SpoolBatch batch, Instant now) throws SQLException {
        for (Sample one : batch.made().toSend()) {
            codec.insert(one, sequences.next(one), sequences.epoch(), now);
        }
        for (Sample one : batch.given().samples()) {
            positions.add(batch.given().source(), batch.given().memory(), one.item());
        }
        for (ModelJournal.Change change : batch.made().changes()) {
            journal.apply(change);
        }
    }

    /**
     * Lets the limits hold although nothing new comes.
     *
     * @throws SpoolFullException if there is more than they allow, and nothing may give way
     */
    public synchronized void keepToLimits(Instant now) {
        writer.keep(() -> writer.keepToLimits(now), codec::forget);
    }

    @Override
    public synchronized Optional<String> last(String source) {
        return read(() -> positions.last(source));
    }

    @Override
    public synchronized Set<String> all(String source) {
        return Set.copyOf(read(() -> positions.allBut(source, Set.of())));
    }

    @Override
    public synchronized void forgetAllBut(String source, Set<String> present) {
        List<String> gone = read(() -> positions.allBut(source, present));
        if (!gone.isEmpty()) {
            writer.change(() -> positions.remove(source, gone));
        }
    }

    /** The records that wait and were taken first, in that order, up to {@code most} and about {@code bytes}. */
    public synchronized List<Waiting> oldest(int most, long bytes) {
        return read(() -> records.oldest(most, bytes));
    }

    /** The records that wait and were taken last, the last of them first. */
    public synchronized List<Waiting> newest(int most, long bytes) {
        return read(() -> records.newest(most, bytes));
    }

    /** The readings, and embeddings, that wait and were taken at {@code from} or later, in that order. */
    public synchronized List<Waiting> freshReadings(Instant from, int most, long bytes) {
        return read(() -> records.freshReadings(from, most, bytes));
    }

    /** What the model at the station remembers by; it is changed by what is written. */
    public ModelJournal journal() {
        return journal;
    }

    /** How many records wait. */
    public synchronized long depth() {
        return read(records::depth);
    }

    /** When the record that waits longest was taken. */
    public synchronized Optional<Instant> oldestTaken() {
        return read(records::oldestTaken);
    }

    /** Removes what the broker has acknowledged. */
    public synchronized void trim(Collection<Long> acknowledged) {
        writer.change(() -> records.remove(acknowledged));
    }

    /** Sets aside a record that the broker will never take. */
    public synchronized void park(long id, String reason) {
        writer.change(() -> records.park(id, reason));
    }

    /** Lets what was set aside be sent again; gives how many records that are. */
    public synchronized int unpark() {
        int[] released = {0};
        writer.change(() -> released[0] = records.unpark());
        return released[0];
    }

    /** Why records were set aside, in order. */
    public synchronized List<String> parked() {
        return read(records::parked);
    }

    /** How full it is and what it has lost. */
    public synchronized SpoolState state() {
        return read(() -> records.state(settings.maxBytes()));
    }

    private interface Reading<T> {
        T of() throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of();
        } catch (SQLException e) {
            throw writer.failed("read", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new SpoolException("The spool cannot be closed (%s).".formatted(e.getMessage()), e);
        }
    }
}
