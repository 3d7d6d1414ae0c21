package org.skycast.streams.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.session.ObservationSession.Decided;
import org.skycast.nowcast.station.Site;
import org.skycast.streams.metrics.NowcastMetrics;

/** An observation is what the forecast waits for: it is committed as it is published. */
class ObservationSinkTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void anObservationIsCommittedAtOnce() {
        var context = new MockProcessorContext<String, Object>();
        var sink = new ObservationSink(context, new NowcastMetrics(new SimpleMeterRegistry()));
        context.setCurrentSystemTimeMs(T.toEpochMilli());
        sink.publish("a", new Decided(List.of(), List.of(), 0), T.toEpochMilli());
        assertThat(context.committed()).isFalse();
        var observation = new Observation(
                "a",
                new Site(55, 12, 10),
                new Slot(T, Duration.ofMinutes(10)),
                0,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        // In a thread of its own, as a stage's, that no other test has asked for a commit.
        CompletableFuture.runAsync(
                        () -> sink.publish("a", new Decided(List.of(observation), List.of(), 0), T.toEpochMilli()),
                        work -> new Thread(work).start())
                .join();
        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.committed()).isTrue();
    }
}
