package org.skycast.edge.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Priority;
import org.skycast.edge.status.SourceState.Condition;

/**
 * How the edge is doing, in figures. Alert on
 *
 * <ul>
 *   <li>{@code skycast_edge_spool_oldest_seconds} above an hour: the uplink is down or too narrow; above half of the
 *       spool's maxAge something must be done before records are lost;
 *   <li>{@code skycast_edge_disk_free_bytes} below what the spool may still grow by;
 *   <li>{@code skycast_edge_source_up} of 0 for ten minutes, or {@code skycast_edge_newest_seconds} above three cadences:
 *       a camera or sensor is gone;
 *   <li>{@code skycast_edge_clock_offset_seconds} beyond ±60: the topology rejects what is five minutes ahead;
 *   <li>a rise of {@code skycast_edge_parked_total} or {@code skycast_edge_spool_lost}: records do not arrive.
 * </ul>
 *
 * What cannot be told is NaN.
 */
final class EdgeGauges {

    private final StatusBoard board;
    private final InstantSource clock;
    private final MultiGauge up;
    private final MultiGauge restarts;
    private final MultiGauge newest;
    private final MultiGauge lost;

    EdgeGauges(StatusBoard board, InstantSource clock, MeterRegistry meters) {
        this.board = board;
        this.clock = clock;
        gauge(meters, "spool.depth", "records that wait", b -> b.spool().waiting());
        gauge(meters, "spool.bytes", "bytes that they take", b -> b.spool().bytes());
        gauge(meters, "spool.oldest.seconds", "age of the oldest that waits, 0 where none does", this::oldest);
        gauge(meters, "spool.parked", "records that lie aside", b -> b.spool().parked());
        gauge(
                meters,
                "disk.free.bytes",
                "free on the spool's disk",
                b -> orNaN(b.machine().diskFreeBytes()));
        gauge(meters, "memory.bytes", "resident memory", b -> orNaN(b.machine().memoryBytes()));
        gauge(
                meters,
                "board.celsius",
                "the computer's hottest sensor",
                b -> orNaN(b.machine().temperature()));
        gauge(
                meters,
                "uplink.up",
                "1 if the last attempt got through",
                b -> b.uplink().trouble().isEmpty() ? 1 : 0);
        gauge(
                meters,
                "uplink.in.vain.seconds",
                "for how long records have been on their way without one having been taken",
                b -> b.uplink().inVain(clock.instant()).toMillis() / 1000.0);
        gauge(
                meters,
                "clock.offset.seconds",
                "the time server's, or else the broker's, clock less this one",
                b -> orNaN(b.clockOffsetSeconds()));
        gauge(
                meters,
                "clock.synchronized",
                "1 if the operating system says so",
                b -> orNaN(b.clock().isSynchronized().map(yes -> yes ? 1 : 0)));
        up = MultiGauge.builder("skycast.edge.source.up")
                .description("1 if the source runs")
                .register(meters);
        restarts = MultiGauge.builder("skycast.edge.source.restarts")
                .description("how often a source was started again")
                .register(meters);
        newest = MultiGauge.builder("skycast.edge.newest.seconds")
                .description("age of the newest thing taken since the start")
                .register(meters);
        lost = MultiGauge.builder("skycast.edge.spool.lost")
                .description("records given up since the spool was made")
                .register(meters);
    }

    /** Brings what comes and goes with sources up to date; called before each scrape. */
    void refresh() {
        List<SourceState> sources = board.sources();
        up.register(rows(sources, s -> s.condition() == Condition.WAITING ? 0 : 1), true);
        restarts.register(rows(sources, SourceState::restarts), true);
        newest.register(rows(sources, s -> age(s.newest())), true);
        lost.register(losses(board.spool().losses()), true);
    }

    /** All of them, zero too, so that the first loss is seen as a rise. */
    private static List<MultiGauge.Row<?>> losses(List<Loss> losses) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Priority kind : Priority.values()) {
            for (Loss.Cause cause : Loss.Cause.values()) {
                long records = losses.stream()
                        .filter(loss -> loss.kind() == kind && loss.cause() == cause)
                        .mapToLong(Loss::records)
                        .sum();
                rows.add(MultiGauge.Row.of(Tags.of("kind", kind.label(), "cause", cause.label()), records));
            }
        }
        return rows;
    }

    private static List<MultiGauge.Row<?>> rows(List<SourceState> sources, ToDoubleFunction<SourceState> figure) {
        return sources.stream()
                .<MultiGauge.Row<?>>map(s ->
                        MultiGauge.Row.of(Tags.of("station", s.station(), "source", s.name()), figure.applyAsDouble(s)))
                .toList();
    }

    private void gauge(MeterRegistry meters, String name, String what, ToDoubleFunction<StatusBoard> figure) {
        Gauge.builder("skycast.edge." + name, board, figure).description(what).register(meters);
    }

    private double oldest(StatusBoard asked) {
        return asked.spool().oldest().map(this::seconds).orElse(0.0);
    }

    private double age(Optional<Instant> at) {
        return at.map(this::seconds).orElse(Double.NaN);
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    private static double orNaN(Optional<? extends Number> figure) {
        return figure.map(Number::doubleValue).orElse(Double.NaN);
    }
}
