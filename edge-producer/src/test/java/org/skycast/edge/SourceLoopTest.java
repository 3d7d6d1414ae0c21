package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.spool.Spool;
import org.skycast.nowcast.observe.Variable;

class SourceLoopTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    /** A file's rows, one after the other whatever their times. */
    private static final class Rows implements Source {
        private final Queue<Sample> rows = new ArrayDeque<>();

        Rows(Instant... times) {
            for (Instant at : times) {
                rows.add(new Sample.Values("a", at, at.toString(), Map.of(Variable.AIR_TEMPERATURE, 12.0)));
            }
        }

        @Override
        public String name() {
            return "a/readings/log.csv";
        }

        @Override
        public void resumeAfter(String item) {}

        @Override
        public Optional<Instant> next() {
            return Optional.ofNullable(rows.peek()).map(Sample::at);
        }

        @Override
        public List<Sample> takeBefore(Instant end) {
            List<Sample> taken = new ArrayList<>();
            while (next().filter(at -> at.isBefore(end)).isPresent()) {
                taken.add(rows.remove());
            }
            return taken;
        }

        @Override
        public boolean isExhausted() {
            return rows.isEmpty();
        }

        @Override
        public void close() {}
    }

    @Test
    @Timeout(60)
    void aRowOfAYearToComeDoesNotHoldUpThoseBehindIt() {
        Instant early = NOW.minus(Duration.ofMinutes(40));
        Instant wrong = NOW.plus(Duration.ofDays(3650));
        Instant late = NOW.minus(Duration.ofMinutes(10));
        try (Spool spool = Spool.open(folder.resolve("spool.db"), NOW)) {
            var intake = new Intake(SampleProcessor.NONE, spool, new EdgeMetrics(), () -> NOW, () -> {});
            List<Source> sources = List.of(new Rows(early, wrong, late));
            new SourceLoop(sources, false, intake, Pace.upToNow(() -> NOW), spool::depth, () -> NOW).run();
            assertThat(spool.oldest(10, Long.MAX_VALUE))
                    .extracting(waiting -> ((SensorReading) waiting.value()).getObservedAt())
                    .containsExactlyInAnyOrder(early, wrong, late);
        }
    }
}
