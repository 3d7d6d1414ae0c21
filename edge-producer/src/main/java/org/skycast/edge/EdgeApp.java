package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skycast.edge.operate.Machine;
import org.skycast.edge.operate.Operation;
import org.skycast.edge.operate.OperationSettings;
import org.skycast.edge.operate.SourceState;
import org.skycast.edge.operate.SourceState.Condition;
import org.skycast.edge.operate.SpoolFile;
import org.skycast.edge.operate.StatusBoard;
import org.skycast.edge.operate.Watched;
import org.skycast.edge.source.FrameDirectory;
import org.skycast.edge.source.ReadingCsv;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Taken;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.station.Station;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the sources what is due, keeps it in the spool, and sends it.
 *
 * <p>What is taken goes out slot by slot: all records of one slot of ten minutes, of all stations, are acknowledged before
 * the first of the next is sent, and that in a later millisecond. So however fast recorded data are replayed, the broker's
 * append times order the log by slot, and a frame never comes late because its topic's batch was slower.
 */
public final class EdgeApp implements AutoCloseable, Watched {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeApp.class);
    /** The step in which recorded data go out; it serves any model whose slots are whole multiples of it. */
    private static final Duration SLOT = Duration.ofMinutes(10);

    private static final Duration IDLE = Duration.ofMillis(100);

    private final List<Source> sources;
    private final Spool spool;
    private final Uplink uplink;
    private final Pace pace;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Map<String, Instant> newest = new ConcurrentHashMap<>();
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "edge");
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private Optional<Operation> operation = Optional.empty();

    /** The parts are closed with it. */
    public EdgeApp(
            List<Source> sources, Spool spool, Uplink uplink, Pace pace, EdgeMetrics metrics, InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.spool = spool;
        this.uplink = uplink;
        this.pace = pace;
        this.metrics = metrics;
        this.clock = clock;
        for (Source source : sources) {
            spool.lastTaken(source.name()).ifPresent(source::resumeAfter);
        }
    }

    /**
     * Opens what {@code config} names.
     *
     * @param follow whether files that grow and directories that fill are followed, or read once
     * @throws org.skycast.settings.SettingsException if a source cannot be opened
     */
    public static EdgeApp open(EdgeConfig config, boolean follow, Pace pace, InstantSource clock) {
        var operation = new Operation(follow ? config.operation() : OperationSettings.NONE, clock);
        EdgeMetrics metrics = operation.metrics();
        Spool spool = Spool.open(config.spool().file(), clock.instant());
        List<Source> sources = new ArrayList<>();
        for (EdgeConfig.StationSources station : config.stations()) {
            station.readings().forEach(r -> sources.add(new ReadingCsv(station.id(), r, follow, metrics)));
            station.frames().ifPresent(f -> {
                String name = FrameDirectory.nameOf(station.id(), f);
                sources.add(new FrameDirectory(
                        station.id(), f, follow, metrics, clock, item -> spool.wasTaken(name, item)));
            });
        }
        var stations = config.stations().stream()
                .map(EdgeConfig.StationSources::station)
                .toList();
        StatusBoard board = operation.board(
                stations.stream().map(Station::id).toList(),
                new SpoolFile(config.spool().file())::state,
                Machine.holding(config.spool().file()));
        sources.addAll(operation.heartbeat(board));
        var app = new EdgeApp(
                sources, spool, new Uplink(Uplink.producer(config.kafka()), stations, metrics), pace, metrics, clock);
        app.operation = Optional.of(operation);
        return app;
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        thread.start();
        operation.ifPresent(looking -> looking.start(this, Map.of()));
        return this;
    }

    /** What looks after it. */
    Optional<Operation> operation() {
        return operation;
    }

    @Override
    public List<SourceState> sources() {
        return sources.stream()
                .map(Source::name)
                .filter(name -> name.contains("/"))
                .map(name -> new SourceState(
                        name.substring(0, name.indexOf('/')),
                        name,
                        exhausted.getCount() == 0 ? Condition.ENDED : Condition.UP,
                        failure.map(RuntimeException::getMessage),
                        0,
                        Optional.ofNullable(newest.get(name))))
                .toList();
    }

    @Override
    public Optional<String> stopped() {
        return exhausted.getCount() == 0 && failure.isPresent()
                ? failure.map(e -> "The edge stopped: " + e.getMessage())
                : Optional.empty();
    }

    /** What it counted. */
    public EdgeMetrics metrics() {
        return metrics;
    }

    /**
     * Whether, within {@code limit}, every source was exhausted and all that they gave acknowledged.
     *
     * @throws RuntimeException what stopped it, if something did
     */
    public boolean awaitExhausted(Duration limit) throws InterruptedException {
        boolean done = exhausted.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return done;
    }

    private void run() {
        try {
            while (!closing && !step()) {
                // Each step takes and sends what is due, or waits a little.
            }
        } catch (RuntimeException e) {
            LOG.error("The edge stops.", e);
            failure = Optional.of(e);
        } finally {
            exhausted.countDown();
        }
    }

    /** One slot's worth of work; gives whether all is done. */
    private boolean step() {
        Optional<Instant> next =
                sources.stream().flatMap(source -> source.next().stream()).min(Comparator.naturalOrder());
        if (next.isEmpty()) {
            boolean sent = uplink.drain(spool);
            boolean over = sent && sources.stream().allMatch(Source::isExhausted);
            if (!over) {
                LockSupport.parkNanos(IDLE.toNanos());
            }
            return over;
        }
        Instant horizon = pace.horizon(next.get());
        Instant slotEnd = Slot.holding(next.get(), SLOT).end();
        Instant end = slotEnd.isBefore(horizon) ? slotEnd : horizon;
        if (!next.get().isBefore(end)) {
            LockSupport.parkNanos(IDLE.toNanos());
            return false;
        }
        take(end);
        Instant before = clock.instant();
        uplink.drain(spool);
        awaitLaterMillisecond(before);
        return false;
    }

    private void take(Instant end) {
        Map<String, List<Taken>> bySource = new TreeMap<>();
        sources.forEach(source -> bySource.put(source.name(), source.takeBefore(end)));
        spool.together(() -> bySource.forEach(spool::put));
        bySource.forEach((source, taken) -> taken.forEach(one -> count(source, one)));
    }

    private void count(String source, Taken one) {
        newest.merge(source, one.at(), (a, b) -> a.isAfter(b) ? a : b);
        if (one instanceof Taken.Frame || one instanceof Taken.Sky) {
            metrics.tookFrame(one.stationId(), one.at());
        } else if (one instanceof Taken.Values) {
            metrics.tookReading(one.stationId(), one.at());
        }
    }

    private void awaitLaterMillisecond(Instant before) {
        while (clock.millis() <= before.toEpochMilli() && !closing) {
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        operation.ifPresent(Operation::close);
        sources.forEach(Source::close);
        uplink.close();
        spool.close();
    }
}
