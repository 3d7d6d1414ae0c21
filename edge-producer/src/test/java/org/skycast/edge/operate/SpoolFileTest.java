package org.skycast.edge.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.operate.check.Finding;
import org.skycast.edge.operate.check.SpoolProbe;
import org.skycast.edge.source.Taken;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;

class SpoolFileTest {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static List<Taken> readings(int number) {
        return IntStream.range(0, number)
                .<Taken>mapToObj(i -> new Taken.Values(
                        "a", NOW.plusSeconds(60L * i), "item " + i, Map.of(Variable.AIR_TEMPERATURE, 1.0 * i)))
                .toList();
    }

    @Test
    void whatWaitsIsSeenWhileTheSpoolIsInUse() {
        Path file = folder.resolve("spool.db");
        try (Spool spool = Spool.open(file, NOW)) {
            spool.put("a/readings/r.csv", readings(3));
            var seen = new SpoolFile(file);
            assertThat(seen.state().waiting()).isEqualTo(3);
            assertThat(seen.state().bytes()).isBetween(60L, 600L);
            assertThat(seen.state().oldestWaiting()).contains(NOW);
            spool.park(spool.waitingAfter(0, 1).get(0).id(), "too large");
            assertThat(seen.state().waiting()).isEqualTo(2);
            assertThat(seen.state().oldestWaiting()).contains(NOW.plusSeconds(60));
            assertThat(seen.state().parked()).containsExactly(Map.entry("too large", 1L));
            assertThat(seen.damage(LIMIT)).isEmpty();
        }
    }

    @Test
    void spoolIsLookedAtAndNothingOfItChanged() {
        Path file = folder.resolve("spool.db");
        assertThat(new SpoolProbe(file).look(LIMIT).seen()).contains("is not there yet");
        assertThat(file).doesNotExist();
        try (Spool spool = Spool.open(file, NOW)) {
            spool.put("a/readings/r.csv", readings(3));
            assertThat(new SpoolProbe(file).look(LIMIT)).isInstanceOf(Finding.Ok.class);
            spool.park(spool.waitingAfter(0, 1).get(0).id(), "not allowed");
            assertThat(new SpoolProbe(file).look(LIMIT))
                    .isInstanceOf(Finding.Warn.class)
                    .extracting(Finding::seen)
                    .asString()
                    .contains("2 wait")
                    .contains("not allowed");
        }
    }

    @Test
    void fileWhosePagesAreOverwrittenIsDamaged() throws Exception {
        Path file = folder.resolve("spool.db");
        try (Spool spool = Spool.open(file, NOW)) {
            spool.put("a/readings/r.csv", readings(500));
        }
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[8192];
            Arrays.fill(noise, (byte) 0x5a);
            raw.seek(raw.length() / 2 / 4096 * 4096);
            raw.write(noise);
        }
        assertThat(new SpoolFile(file).damage(LIMIT)).isPresent();
        assertThat(new SpoolProbe(file).look(LIMIT)).isInstanceOf(Finding.Failed.class);
    }
}
