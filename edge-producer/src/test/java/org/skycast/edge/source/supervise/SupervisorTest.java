package org.skycast.edge.source.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.csv.CsvReadings;
import org.skycast.edge.source.report.Column;
import org.skycast.edge.spool.SpoolException;

class SupervisorTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    /** A clock that goes on only where somebody waits by it or works. */
    private static final class Hands implements InstantSource, Pause {
        private Instant now = BEGIN;
        private final List<Duration> waits = new ArrayList<>();

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public synchronized void until(Instant until) {
            waits.add(Duration.between(now, until));
            now = until;
        }

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /** Fails as often as it is told, each run of a length, and then waits to be ended. */
    private static final class Failing implements LiveSource {
        private final Hands hands;
        private final List<Duration> runs;
        private final CountDownLatch over = new CountDownLatch(1);
        private final List<String> resumed = new ArrayList<>();
        private int run;

        Failing(Hands hands, List<Duration> runs) {
            this.hands = hands;
            this.runs = runs;
        }

        @Override
        public String name() {
            return "a/readings/failing";
        }

        @Override
        public void resumeAfter(String item) {
            resumed.add(item);
        }

        @Override
        public void run(SampleSink sink) throws Exception {
            if (run == runs.size()) {
                over.countDown();
                new CountDownLatch(1).await();
            }
            sink.take(List.of(new Sample.Values("a", hands.instant(), "x", Map.of())));
            hands.pass(runs.get(run++));
            throw new IOException("The sensor is unplugged, number %d.".formatted(run));
        }

        @Override
        public SourceCheck check(Duration limit) {
            return new SourceCheck.Ok("");
        }
    }

    @Test
    void sourceThatFailsIsRunAgainLaterAndLaterUntilItHasRunWell() throws InterruptedException {
        var hands = new Hands();
        List<Duration> runs = new ArrayList<>(java.util.Collections.nCopies(12, Duration.ofSeconds(1)));
        runs.add(Duration.ofMinutes(2));
        runs.add(Duration.ofSeconds(1));
        var source = new Failing(hands, runs);
        var states = new SourceStates();
        var taken = new TakenItems() {
            @Override
            public Optional<String> last(String name) {
                return Optional.of("last of " + name);
            }

            @Override
            public Set<String> all(String name) {
                return Set.of();
            }

            @Override
            public void forgetAllBut(String name, Set<String> present) {}
        };
        try (var supervisor = new Supervisor(List.of(source), states, Backoff.seeded(5), hands, hands)) {
            supervisor.start(taken, live -> given -> {});
            assertThat(source.over.await(20, TimeUnit.SECONDS)).isTrue();
            SourceHealth health = states.all().get(0);
            assertThat(health.restarts()).isEqualTo(14);
            assertThat(health.taken()).isEqualTo(14);
            assertThat(health.state()).isInstanceOf(SourceHealth.Running.class);
            assertThat(health.lastFailure()).contains("The sensor is unplugged, number 14.");
        }
        assertThat(states.all().get(0).state()).isInstanceOf(SourceHealth.Ended.class);
        assertThat(source.resumed).containsExactly("last of a/readings/failing");
        for (int i = 0; i < 12; i++) {
            long whole = Math.min(300_000, 1000L << i);
            assertThat(hands.waits.get(i).toMillis()).isBetween(whole / 2, whole);
        }
        assertThat(hands.waits.get(12).toMillis()).isBetween(500L, 1000L);
        assertThat(hands.waits.get(13).toMillis()).isBetween(1000L, 2000L);
    }

    @Test
    void waitsDifferBySourceAndAreTheSameAgain() {
        var backoff = Backoff.seeded(5);
        assertThat(backoff.after(4, "a")).isEqualTo(backoff.after(4, "a")).isNotEqualTo(backoff.after(4, "b"));
        assertThat(backoff.after(1_000, "a")).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(300));
    }

    @Test
    void fileThatIsNotThereIsWaitedForAndGoesOnAfterWhatIsKept() throws IOException {
        var hands = new Hands();
        var states = new SourceStates();
        Path file = folder.resolve("r.csv");
        var config = new CsvReadings(
                file, "time", Map.of("air_temperature", new Column("t", "degC")), Optional.empty(), Optional.empty());
        List<String> kept = new ArrayList<>();
        var items = new TakenItems() {
            @Override
            public Optional<String> last(String source) {
                return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(kept.size() - 1));
            }

            @Override
            public Set<String> all(String source) {
                return Set.of();
            }

            @Override
            public void forgetAllBut(String source, Set<String> present) {}
        };
        var context = new SourceContext(true, new EdgeMetrics(), hands, hands, items);
        var opened = (Opened.Pulled) config.open("a", context);
        try (var source = new PatientSource(
                "a/readings/r.csv", opened.memory(), opened.opening(), items, states, Backoff.seeded(1), hands)) {
            assertThat(source.next()).isEmpty();
            assertThat(states.all().get(0).state())
                    .isInstanceOfSatisfying(
                            SourceHealth.Waiting.class,
                            waiting -> assertThat(waiting.because()).contains("r.csv", "it is not there"));
            Files.writeString(file, "time,t\n2026-06-01T00:00:00Z,1\n2026-06-01T00:01:00Z,2\n");
            assertThat(source.next()).as("still waiting").isEmpty();
            hands.pass(Duration.ofSeconds(2));
            List<Sample> first = source.takeBefore(Instant.parse("2026-06-01T00:01:00Z"));
            assertThat(first).hasSize(1);
            kept.add(first.get(0).item());
            assertThat(source.takeBefore(Instant.MAX)).hasSize(1);
            // That one could not be kept.
            source.rewind();
            assertThat(source.takeBefore(Instant.MAX)).extracting(Sample::at).containsExactly(BEGIN.plusSeconds(60));
            assertThat(source.isExhausted()).isFalse();
            assertThat(states.all().get(0).restarts()).isEqualTo(1);
        }
    }

    @Test
    void whatTheSpoolSaysIsNotTakenForTheSourcesFault() {
        var hands = new Hands();
        var source = new PatientSource(
                "a/frames/x",
                Memory.EACH,
                () -> {
                    throw new SpoolException("The spool cannot be read.", new IOException());
                },
                TakenItems.NONE,
                new SourceStates(),
                Backoff.seeded(1),
                hands);
        assertThatThrownBy(source::next).isInstanceOf(SpoolException.class);
    }
}
