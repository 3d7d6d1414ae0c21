package org.skycast.dashboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private static final TopicPartition AT = new TopicPartition("t", 3);

    @TempDir
    Path folder;

    @Test
    void whatFailsHalfwayChangesNothing() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            assertThatThrownBy(() -> store.write(sql -> {
                        Positions.keep(sql, AT, 7, Instant.EPOCH);
                        throw new IllegalStateException("halfway");
                    }))
                    .hasMessage("halfway");
            assertThat(store.read(Positions::of)).isEmpty();
            store.write(sql -> Positions.keep(sql, AT, 8, Instant.ofEpochSecond(5)));
            assertThat(store.read(Positions::of)).isEqualTo(Map.of(AT, 8L));
            long asOf = store.read(Positions::asOf);
            assertThat(asOf).isEqualTo(5);
        }
    }

    @Test
    void isThereAfterItWasClosed() {
        Path file = folder.resolve("below/s.db");
        try (Store store = Store.open(file)) {
            store.write(sql -> Positions.keep(sql, AT, 8, Instant.EPOCH));
        }
        try (Store store = Store.open(file)) {
            assertThat(store.read(Positions::of)).isEqualTo(Map.of(AT, 8L));
            assertThat(store.bytes()).isPositive();
        }
    }

    @Test
    void damagedOneOrOneOfAnotherVersionIsMadeAnew() throws Exception {
        Path damaged = Files.writeString(
                folder.resolve("damaged.db"), "This is no database, but it is long enough to be read. ".repeat(40));
        try (Store store = Store.open(damaged)) {
            assertThat(store.read(Positions::of)).isEmpty();
        }
        Path other = folder.resolve("other.db");
        try (Store store = Store.open(other)) {
            store.write(sql -> {
                Positions.keep(sql, AT, 8, Instant.EPOCH);
                sql.execute("PRAGMA user_version=999");
            });
        }
        try (Store store = Store.open(other)) {
            assertThat(store.read(Positions::of)).isEmpty();
        }
    }

    @Test
    void whatCannotBeMadeIsToldInASentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Store.open(file.resolve("s.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void readersMayNotWrite() {
        try (Store store = Store.open(folder.resolve("s.db"))) {
            assertThatThrownBy(() -> store.read(sql -> sql.change("DELETE FROM position")))
                    .isInstanceOf(StoreException.class);
        }
    }
}
