package org.skycast.edge.spool;

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
import org.skycast.edge.check.CheckFinding;
import org.skycast.edge.check.SpoolProbe;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.nowcast.observe.Variable;

class SpoolFileTest {

    private static final Instant NOW = Instant.parse("2026-06-01T06:00:00Z");
    private static final Instant TAKEN = NOW.plusSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private static SpoolSettings settings(Path file) {
        return new SpoolSettings(file, 2, Duration.ofDays(30), SpoolSettings.WhenFull.refuseNew);
    }

    private static List<Sample> readings(int number) {
        return IntStream.range(0, number)
                .<Sample>mapToObj(i -> new Sample.Values(
                        "a", NOW.plusSeconds(60L * i), "item " + i, Map.of(Variable.AIR_TEMPERATURE, 1.0 * i)))
                .toList();
    }

    @Test
    void whatWaitsIsSeenWhileTheSpoolIsInUse() {
        Path file = folder.resolve("spool.db");
        try (Spool spool = Spool.open(settings(file), NOW)) {
            spool.put("a/readings/r.csv", Memory.LAST, readings(3), TAKEN);
            var seen = new SpoolFile(file);
            assertThat(seen.state(2_000_000).waiting()).isEqualTo(3);
            assertThat(seen.state(2_000_000).bytes()).isBetween(60L, 600L);
            assertThat(seen.state(2_000_000)).isEqualTo(spool.state());
            assertThat(seen.state(2_000_000).oldest()).contains(TAKEN);
            spool.park(spool.oldest(1, 1_000_000).get(0).id(), "too large");
            assertThat(seen.state(2_000_000).waiting()).isEqualTo(2);
            assertThat(seen.state(2_000_000).reasons()).containsExactly("1 times: too large");
            assertThat(seen.state(2_000_000)).isEqualTo(spool.state());
            assertThat(seen.damage(LIMIT)).isEmpty();
        }
    }

    @Test
    void reasonsThatDifferInANumberAreOne() {
        Path file = folder.resolve("spool.db");
        try (Spool spool = Spool.open(settings(file), NOW)) {
            spool.put("a/readings/r.csv", Memory.LAST, readings(4), TAKEN);
            List<String> reasons =
                    List.of("It has 10 bytes.", "Not authorized.", "It has 11 bytes.", "It has 9 bytes.");
            for (String reason : reasons) {
                spool.park(spool.oldest(1, 1_000_000).get(0).id(), reason);
            }
            assertThat(spool.state().reasons())
                    .hasSize(2)
                    .satisfiesExactly(
                            sizes -> assertThat(sizes).startsWith("3 times, such as: It has "),
                            one -> assertThat(one).isEqualTo("1 times: Not authorized."));
            assertThat(new SpoolFile(file).state(2_000_000)).isEqualTo(spool.state());
        }
    }

    @Test
    void spoolIsLookedAtAndNothingOfItChanged() {
        Path file = folder.resolve("spool.db");
        assertThat(new SpoolProbe(settings(file)).look(LIMIT).seen()).contains("is not there yet");
        assertThat(file).doesNotExist();
        try (Spool spool = Spool.open(settings(file), NOW)) {
            spool.put("a/readings/r.csv", Memory.LAST, readings(3), TAKEN);
            assertThat(new SpoolProbe(settings(file)).look(LIMIT)).isInstanceOf(CheckFinding.Ok.class);
            spool.park(spool.oldest(1, 1_000_000).get(0).id(), "not allowed");
            assertThat(new SpoolProbe(settings(file)).look(LIMIT))
                    .isInstanceOf(CheckFinding.Warn.class)
                    .extracting(CheckFinding::seen)
                    .asString()
                    .contains("2 wait")
                    .contains("not allowed");
        }
    }

    @Test
    void fileWhosePagesAreOverwrittenIsDamaged() throws Exception {
        Path file = folder.resolve("spool.db");
        try (Spool spool = Spool.open(settings(file), NOW)) {
            spool.put("a/readings/r.csv", Memory.LAST, readings(500), TAKEN);
        }
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[8192];
            Arrays.fill(noise, (byte) 0x5a);
            raw.seek(raw.length() / 2 / 4096 * 4096);
            raw.write(noise);
        }
        assertThat(new SpoolFile(file).damage(LIMIT)).isPresent();
        assertThat(new SpoolProbe(settings(file)).look(LIMIT)).isInstanceOf(CheckFinding.Failed.class);
    }
}
