package org.skycast.edge.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skycast.avro.SourceStatus;
import org.skycast.avro.StationStatus;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Taken;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.SpoolState;
import org.skycast.topics.Topics;

/**
 * Says of each station how its edge is doing, at once and then as often as it is set to. It goes through the spool as
 * readings do, so the newest one from an outage arrives after it.
 */
public final class Heartbeat implements Source {

    private final StatusBoard board;
    private final Duration every;
    private final InstantSource clock;
    private Instant next;

    /** @param every positive */
    public Heartbeat(StatusBoard board, Duration every, InstantSource clock) {
        this.board = board;
        this.every = every;
        this.clock = clock;
        this.next = clock.instant();
    }

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public void resumeAfter(String item) {
        // What was said before a restart is of no use now.
    }

    @Override
    public Optional<Instant> next() {
        Instant now = clock.instant();
        if (next.isAfter(now.plus(every))) {
            // The clock was set back.
            next = now;
        }
        return next.isAfter(now) ? Optional.empty() : Optional.of(next);
    }

    @Override
    public List<Taken> takeBefore(Instant end) {
        if (next().filter(at -> at.isBefore(end)).isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        next = now.plus(every);
        EdgeStatus status = board.status();
        return board.stations().stream()
                .<Taken>map(station ->
                        new Taken.Report(station, now, Topics.STATION_STATUS.name(), record(station, now, status)))
                .toList();
    }

    private StationStatus record(String station, Instant now, EdgeStatus status) {
        EdgeStatus.Newest newest = status.stations().get(station);
        SpoolState spool = status.spool();
        Versions versions = status.versions();
        return StationStatus.newBuilder()
                .setStationId(station)
                .setAt(now)
                .setStartedAt(status.startedAt())
                .setHeartbeatSeconds(Math.toIntExact(every.toSeconds()))
                .setNewestFrameAt(newest == null ? null : newest.frame().orElse(null))
                .setNewestReadingAt(newest == null ? null : newest.reading().orElse(null))
                .setSpoolWaiting(spool.waiting())
                .setSpoolBytes(spool.bytes())
                .setOldestWaitingAt(spool.oldest().orElse(null))
                .setParked(spool.parked())
                .setLost(spool.losses().stream()
                        .collect(Collectors.toMap(
                                loss -> loss.kind() + "." + loss.cause(), Loss::records, Long::sum, TreeMap::new)))
                .setDiskFreeBytes(status.machine().diskFreeBytes().orElse(null))
                .setBoardTemperature(status.machine().temperature().orElse(null))
                .setMemoryBytes(status.machine().memoryBytes().orElse(null))
                .setClockSynchronized(status.clock().isSynchronized().orElse(null))
                .setClockOffsetSeconds(board.clockOffsetSeconds().orElse(null))
                .setSkycastVersion(versions.skycast())
                .setJavaVersion(versions.java())
                .setOs(versions.os())
                .setArchitecture(versions.architecture())
                .setSources(status.sources().stream()
                        .filter(source -> source.station().equals(station))
                        .map(source -> record(source, now))
                        .toList())
                .build();
    }

    private static SourceStatus record(SourceState source, Instant now) {
        return new SourceStatus(
                source.name(),
                source.condition().name(),
                source.why().orElse(null),
                source.restarts(),
                source.newest()
                        .map(at -> Duration.between(at, now).toMillis() / 1000.0)
                        .orElse(null));
    }

    @Override
    public boolean isExhausted() {
        return true;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
