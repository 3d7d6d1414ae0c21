package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.process.Processed;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.process.model.ModelJournal.Entry;
import org.skycast.edge.process.model.ModelJournal.Forget;
import org.skycast.edge.process.model.ModelJournal.Taught;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.LearningSnapshot;
import org.skycast.nowcast.learn.LearningState;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Variable;

class JournalTableTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Instant TAKEN = Instant.parse("2026-06-01T00:00:01.789Z");

    @TempDir
    Path folder;

    private Spool open() {
        return Spool.open(folder.resolve("spool.db"), T);
    }

    private static List<Entry> entries(Spool spool) {
        List<Entry> entries = new ArrayList<>();
        spool.journal().forEach(entries::add);
        return entries;
    }

    private static Entry entry(long number, Instant at) {
        return new Entry(number, "a", at, TAKEN, new ModelJournal.Silent());
    }

    private static void write(Spool spool, List<? extends ModelJournal.Change> changes) {
        spool.write(List.of(SpoolBatch.unasked(new Processed(List.of(), List.copyOf(changes)))), T);
    }

    @Test
    void whatIsAppendedComesBackBitForBitAfterARestart() {
        var embedding = Embedding.of(new float[] {0, -0f, 1.5f, 6e-8f});
        List<Entry> kept = new ArrayList<>();
        try (Spool spool = open()) {
            ModelJournal journal = spool.journal();
            for (ModelJournal.Event event : List.of(
                    new ModelJournal.Read(Map.of(Variable.PRESSURE, 1013.2, Variable.GHI, Double.NaN)),
                    new ModelJournal.Read(Map.of()),
                    new ModelJournal.Saw("e", embedding, Optional.of("f")),
                    new ModelJournal.Saw("e", embedding, Optional.empty()),
                    new ModelJournal.Silent())) {
                kept.add(new Entry(journal.nextNumber(), "a", T, TAKEN, event));
            }
            write(spool, kept);
        }
        try (Spool spool = open()) {
            assertThat(entries(spool)).isEqualTo(kept);
        }
    }

    @Test
    void whatTheSpoolTakesBackTheJournalTakesBack() {
        try (Spool spool = open()) {
            List<Entry> twice = List.of(entry(1, T), entry(1, T));
            assertThatThrownBy(() -> write(spool, twice)).isInstanceOf(SpoolException.class);
            assertThat(entries(spool)).isEmpty();
        }
    }

    @Test
    void numbersAreNotGivenTwiceThoughAllIsForgotten() {
        try (Spool spool = open()) {
            write(
                    spool,
                    List.of(
                            entry(7, T),
                            entry(8, T.plusSeconds(10)),
                            new Forget("a", T.plusSeconds(10)),
                            new Forget("b", T.plusSeconds(100))));
            assertThat(entries(spool)).extracting(Entry::number).containsExactly(8L);
            write(spool, List.of(new Forget("a", T.plusSeconds(100))));
        }
        try (Spool spool = open()) {
            assertThat(entries(spool)).isEmpty();
            assertThat(spool.journal().nextNumber()).isEqualTo(9);
        }
    }

    private static Taught taught(String station, long number, Optional<byte[]> inForce) {
        var model = new Forecaster.Model("m", "1", "ab".repeat(32));
        var snapshot = new LearningSnapshot(station, model, T.truncatedTo(ChronoUnit.SECONDS), 3, 400, inForce);
        return new Taught(number, T, new LearningState(model, snapshot, new byte[] {1, 2}, new byte[] {3}));
    }

    @Test
    void whatWasTaughtComesBackAfterARestartInThePlaceOfWhatWasBefore() {
        for (Optional<byte[]> inForce :
                List.of(Optional.of(new byte[] {1, 2}), Optional.of(new byte[] {4}), Optional.<byte[]>empty())) {
            try (Spool spool = open()) {
                write(spool, List.of(taught("a", 1, Optional.of(new byte[0])), taught("a", 2, inForce)));
            }
            try (Spool spool = open()) {
                assertThat(spool.journal().taught("a")).contains(taught("a", 2, inForce));
                assertThat(spool.journal().taught("b")).isEmpty();
            }
        }
    }

    @Test
    void whatWasTaughtIsGivenUpWithTheEntriesThatItNeeds() {
        try (Spool spool = open()) {
            write(
                    spool,
                    List.of(taught("a", 1, Optional.empty()), new Forget("a", T), new Forget("b", T.plusSeconds(1))));
            assertThat(spool.journal().taught("a")).isPresent();
            write(spool, List.of(new Forget("a", T.plusSeconds(1))));
            assertThat(spool.journal().taught("a")).isEmpty();
        }
    }

    @Test
    void whatWasTaughtBeginsAnewWhereItsBytesAreSpoilt() throws SQLException {
        try (Spool spool = open()) {
            write(spool, List.of(taught("a", 1, Optional.empty())));
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("spool.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE taught SET body = X'00'");
        }
        try (Spool spool = open()) {
            assertThat(spool.journal().taught("a")).isEmpty();
        }
    }
}
