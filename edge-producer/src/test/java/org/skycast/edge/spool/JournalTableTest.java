package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.process.model.ModelJournal;
import org.skycast.edge.process.model.ModelJournal.Entry;
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

    @Test
    void whatIsAppendedComesBackBitForBitAfterARestart() {
        var embedding = Embedding.of(new float[] {0, -0f, 1.5f, 6e-8f});
        List<Entry> kept = new ArrayList<>();
        try (Spool spool = open()) {
            ModelJournal journal = spool.journal();
            spool.together(() -> {
                for (ModelJournal.Event event : List.of(
                        new ModelJournal.Read(Map.of(Variable.PRESSURE, 1013.2, Variable.GHI, Double.NaN)),
                        new ModelJournal.Read(Map.of()),
                        new ModelJournal.Saw("e", embedding, Optional.of("f")),
                        new ModelJournal.Saw("e", embedding, Optional.empty()),
                        new ModelJournal.Silent())) {
                    Entry entry = new Entry(journal.nextNumber(), "a", T, TAKEN, event);
                    kept.add(entry);
                    journal.append(entry);
                }
            });
        }
        try (Spool spool = open()) {
            assertThat(entries(spool)).isEqualTo(kept);
        }
    }

    @Test
    void whatTheSpoolTakesBackTheJournalTakesBack() {
        try (Spool spool = open()) {
            assertThatThrownBy(() -> spool.together(() -> {
                        spool.journal().append(entry(1, T));
                        throw new IllegalStateException("full");
                    }))
                    .hasMessage("full");
            assertThat(entries(spool)).isEmpty();
        }
    }

    @Test
    void numbersAreNotGivenTwiceThoughAllIsForgotten() {
        try (Spool spool = open()) {
            spool.together(() -> {
                spool.journal().append(entry(7, T));
                spool.journal().append(entry(8, T.plusSeconds(10)));
                spool.journal().forget("a", T.plusSeconds(10));
                spool.journal().forget("b", T.plusSeconds(100));
            });
            assertThat(entries(spool)).extracting(Entry::number).containsExactly(8L);
            spool.together(() -> spool.journal().forget("a", T.plusSeconds(100)));
        }
        try (Spool spool = open()) {
            assertThat(entries(spool)).isEmpty();
            assertThat(spool.journal().nextNumber()).isEqualTo(9);
        }
    }
}
