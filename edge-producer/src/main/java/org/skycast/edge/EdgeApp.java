package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Sources;
import org.skycast.edge.source.Taken;
import org.skycast.edge.source.TakenItems;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.uplink.Uplink;
import org.skycast.nowcast.observe.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the sources what is due, keeps it in the spool, and sends it.
 *
 * <p>What is taken goes out slot by slot: all records of one slot of ten minutes, of all stations, are acknowledged before
 * the first of the next is sent, and that in a later millisecond. So however fast recorded data are replayed, the broker's
 * append times order the log by slot, and a frame never comes late because its topic's batch was slower.
 */
public final class EdgeApp implements AutoCloseable {

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
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "edge");
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();

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
        var metrics = new EdgeMetrics();
        Spool spool = Spool.open(config.spool().file(), clock.instant());
        var around = new Sources.Surroundings(
                metrics, clock, taken(spool), Backoff.seeded(config.stations().hashCode()));
        List<Sources.Station> named = config.stations().stream()
                .map(EdgeConfig.StationSources::sources)
                .toList();
        Sources sources = follow ? Sources.followed(named, around) : Sources.recorded(named, around);
        var stations = config.stations().stream()
                .map(EdgeConfig.StationSources::station)
                .toList();
        return new EdgeApp(
                sources.pulled(),
                spool,
                new Uplink(Uplink.producer(config.kafka()), stations, metrics),
                pace,
                metrics,
                clock);
    }

    private static TakenItems taken(Spool spool) {
        return new TakenItems() {
            @Override
            public Optional<String> last(String source) {
                return spool.lastTaken(source);
            }

            @Override
            public boolean has(String source, String item) {
                return spool.wasTaken(source, item);
            }

            @Override
            public void forgetAllBut(String source, Set<String> present) {
                // The spool keeps them all as yet.
            }
        };
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        thread.start();
        return this;
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
        bySource.values()
                .forEach(taken -> taken.forEach(one -> {
                    if (one instanceof Taken.Frame) {
                        metrics.tookFrame(one.stationId(), one.at());
                    } else {
                        metrics.tookReading(one.stationId(), one.at());
                    }
                }));
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
        sources.forEach(Source::close);
        uplink.close();
        spool.close();
    }
}
