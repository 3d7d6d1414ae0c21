package org.skycast.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;

/**
 * A loss of power leaves the journal as it was up to some byte, and noise or nothing behind it. What was synced before, whole
 * puts, must be there, and nothing of a put that was not.
 */
class SpoolPowerLossTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final int PUTS = 40;

    @TempDir
    Path folder;

    /** A put of one to three readings, and where the journal ended when it returned. */
    private record Put(int first, int last, long journalEnd) {}

    @Test
    void powerMayGoAtAnyByte() throws IOException {
        List<Put> puts = new ArrayList<>();
        Path lost = Files.createDirectories(folder.resolve("lost"));
        try (Spool spool = Spool.open(folder.resolve("spool.db"), NOW)) {
            Random sizes = new Random(1);
            int next = 0;
            for (int i = 0; i < PUTS; i++) {
                int last = next + sizes.nextInt(3);
                put(spool, next, last);
                puts.add(new Put(next, last, journal(folder).length));
                next = last + 1;
            }
            byte[] whole = journal(folder);
            Random chance = new Random(2);
            for (int i = 0; i < 300; i++) {
                int at = chance.nextInt(whole.length + 1);
                byte[] left = Arrays.copyOf(whole, at + (i % 2 == 0 ? 0 : chance.nextInt(9000)));
                byte[] noise = new byte[left.length - at];
                chance.nextBytes(noise);
                System.arraycopy(noise, 0, left, at, noise.length);
                check(lost, left, at, puts);
            }
        }
    }

    private void check(Path lost, byte[] journal, int at, List<Put> puts) throws IOException {
        Files.copy(folder.resolve("spool.db"), lost.resolve("spool.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(lost.resolve("spool.db-shm"));
        Files.write(lost.resolve("spool.db-wal"), journal);
        int safe = puts.stream()
                .filter(put -> put.journalEnd() <= at)
                .mapToInt(Put::last)
                .max()
                .orElse(-1);
        try (Spool spool = Spool.open(lost.resolve("spool.db"), NOW)) {
            List<Integer> kept = spool.oldest(1000, Long.MAX_VALUE).stream()
                    .map(waiting -> (int) ((SensorReading) waiting.value()).getSequence())
                    .toList();
            assertThat(kept).as("up to byte %d", at).isEqualTo(range(kept.size()));
            assertThat(kept.size() - 1).as("up to byte %d", at).isGreaterThanOrEqualTo(safe);
            assertThat(puts.stream().map(Put::last).toList().contains(kept.size() - 1) || kept.isEmpty())
                    .as("whole puts, up to byte %d", at)
                    .isTrue();
            assertThat(spool.last("a/readings/x"))
                    .isEqualTo(kept.isEmpty() ? Optional.empty() : Optional.of(Integer.toString(kept.size() - 1)));
        }
    }

    private static void put(Spool spool, int first, int last) {
        List<Sample> readings = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            readings.add(new Sample.Values(
                    "a", NOW.plusSeconds(i), Integer.toString(i), Map.of(Variable.AIR_TEMPERATURE, 1.0 * i)));
        }
        spool.put("a/readings/x", Memory.LAST, readings, NOW);
    }

    private static List<Integer> range(int end) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            all.add(i);
        }
        return all;
    }

    private static byte[] journal(Path folder) {
        try {
            return Files.readAllBytes(folder.resolve("spool.db-wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
