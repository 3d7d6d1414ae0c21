package org.skycast.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.avro.SensorReading;
import org.skycast.avro.StationStatus;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Priority;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.status.SourceState.Condition;
import org.skycast.edge.uplink.UplinkState;
import org.skycast.nowcast.observe.Variable;

class HeartbeatTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T06:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Instant[] now = {BEGIN};
    private final EdgeMetrics metrics = new EdgeMetrics();

    private StatusBoard board() {
        var board = new StatusBoard(List.of("a", "b"), metrics, new Machine(folder, folder), () -> now[0]);
        board.watch(new Watched() {
            @Override
            public List<SourceState> sources() {
                return List.of(
                        new SourceState(
                                "a",
                                "a/frames/roof",
                                Condition.WAITING,
                                Optional.of("It is dark."),
                                2,
                                Optional.empty()),
                        new SourceState("b", "b/readings/r", Condition.UP, Optional.empty(), 0, Optional.of(BEGIN)));
            }

            @Override
            public SpoolState spool() {
                return new SpoolState(
                        7,
                        2000,
                        5000,
                        Optional.of(BEGIN),
                        2,
                        List.of("2 times: too large"),
                        List.of(new Loss(Priority.frame, Loss.Cause.spoolFull, 3, 900, BEGIN)));
            }

            @Override
            public UplinkState uplink() {
                return new UplinkState(
                        Optional.empty(), Optional.of(BEGIN), Optional.of(Duration.ofMillis(1500)), Optional.empty());
            }

            @Override
            public Optional<String> stopped() {
                return Optional.empty();
            }
        });
        return board;
    }

    @Test
    void eachStationSaysAtOnceAndThenEachIntervalHowItIs() {
        metrics.tookReading("b", BEGIN);
        var heartbeat = new Heartbeat(board(), EVERY, () -> now[0]);
        now[0] = BEGIN.plusSeconds(60);
        List<Sample> first = heartbeat.takeBefore(now[0].plusSeconds(1));
        assertThat(first).extracting(Sample::stationId).containsExactly("a", "b");
        assertThat(heartbeat.next()).isEmpty();
        now[0] = now[0].plus(EVERY);
        assertThat(heartbeat.next()).contains(now[0]);
        StationStatus b = (StationStatus) ((Sample.Report) first.get(1)).record();
        assertThat(b.getNewestReadingAt()).isEqualTo(BEGIN);
        assertThat(b.getNewestFrameAt()).isNull();
        assertThat(b.getSpoolWaiting()).isEqualTo(7);
        assertThat(b.getParked()).isEqualTo(2);
        assertThat(b.getLost()).containsExactly(Map.entry("frame.spoolFull", 3L));
        // No time server is named, so it is the broker that tells.
        assertThat(b.getClockOffsetSeconds()).isEqualTo(-1.5);
        assertThat(b.getSources()).singleElement().satisfies(source -> {
            assertThat(source.getState()).isEqualTo("UP");
            assertThat(source.getNewestAgeSeconds()).isEqualTo(60);
        });
        StationStatus a = (StationStatus) ((Sample.Report) first.get(0)).record();
        assertThat(a.getSources().get(0).getWhy()).isEqualTo("It is dark.");
        assertThat(a.getSkycastVersion()).matches("\\d+\\..*");
    }

    @Test
    void clockThatIsSetBackDoesNotSilenceIt() {
        var heartbeat = new Heartbeat(board(), EVERY, () -> now[0]);
        heartbeat.takeBefore(BEGIN.plusSeconds(1));
        now[0] = BEGIN.minus(Duration.ofDays(1));
        assertThat(heartbeat.next()).contains(now[0]);
    }

    @Test
    void anOutageKeepsOneHeartbeatPerStationAndTheNumbersOfReadingsHaveNoGap() {
        var heartbeat = new Heartbeat(board(), EVERY, () -> now[0]);
        try (Spool spool = Spool.open(folder.resolve("spool.db"), BEGIN)) {
            for (int i = 0; i < 10; i++) {
                spool.put("heartbeat", Memory.LAST, heartbeat.takeBefore(now[0].plusSeconds(1)), now[0]);
                spool.put(
                        "a/readings/r",
                        Memory.LAST,
                        List.of(new Sample.Values("a", now[0], "item " + i, Map.of(Variable.AIR_TEMPERATURE, 1.0))),
                        now[0]);
                now[0] = now[0].plus(EVERY);
            }
            List<Spool.Waiting> waiting = spool.oldest(100, 1_000_000);
            assertThat(waiting).hasSize(10 + 2);
            assertThat(waiting.stream()
                            .map(Spool.Waiting::value)
                            .filter(StationStatus.class::isInstance)
                            .map(value -> ((StationStatus) value).getAt()))
                    .containsExactly(now[0].minus(EVERY), now[0].minus(EVERY));
            assertThat(waiting.stream()
                            .map(Spool.Waiting::value)
                            .filter(SensorReading.class::isInstance)
                            .map(value -> ((SensorReading) value).getSequence()))
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        }
    }
}
