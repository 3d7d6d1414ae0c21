package org.skycast.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Sources;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.Supervisor;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolException;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.uplink.Producers;
import org.skycast.edge.uplink.Uplink;
import org.skycast.edge.uplink.UplinkState;
import org.skycast.nowcast.observe.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the sources what is due and keeps it in the spool; beside that, sends what the spool holds. A broker that is
 * away keeps nothing from being taken, and a source that hangs keeps nothing from being sent.
 */
public final class EdgeApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeApp.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** What is recorded stays in its files while so many records wait to be sent. */
    private static final long ENOUGH = 4000;

    private static final Duration RECORDED = Duration.ofHours(1);

    private final List<Source> sources;
    private final List<LiveSource> live;
    private final Supervisor supervisor;
    private final Spool spool;
    private final Uplink uplink;
    private final Pace pace;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Intake intake;
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final Thread taking = new Thread(() -> run(this::takeAll), "edge-sources");
    private final Thread sending = new Thread(() -> run(this::sendAll), "edge-uplink");
    private List<Intake.Gift> pending = List.of();
    private volatile boolean sourcesExhausted;
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** Without live sources. The parts are closed with it. */
    public EdgeApp(
            List<Source> sources,
            Handling handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this(sources, List.of(), handling, spool, uplink, pace, metrics, clock);
    }

    /** The parts are closed with it. */
    public EdgeApp(
            List<Source> sources,
            List<LiveSource> live,
            Handling handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this.sources = List.copyOf(sources);
        this.live = List.copyOf(live);
        this.supervisor = new Supervisor(
                live,
                metrics.sources(),
                Backoff.seeded(live.stream().map(LiveSource::name).toList().hashCode()),
                clock,
                Pause.by(clock));
        this.spool = spool;
        this.uplink = uplink;
        this.pace = pace;
        this.metrics = metrics;
        this.clock = clock;
        this.intake = new Intake(handling, spool, metrics, clock, () -> LockSupport.unpark(sending));
        spool.onLoss(this::lost);
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
        Spool spool = Spool.open(config.spool(), clock.instant());
        List<Sources.Station> stations = config.stations().stream()
                .map(EdgeConfig.StationSources::sources)
                .toList();
        var around = new Sources.Surroundings(metrics, clock, new SpoolItems(spool), backoff(stations));
        Sources sources = follow ? Sources.followed(stations, around) : Sources.recorded(stations, around);
        Map<String, Map<String, String>> ofStations = config.stations().stream()
                .collect(Collectors.toMap(EdgeConfig.StationSources::id, EdgeConfig.StationSources::kafka));
        var uplink = new Uplink(
                Producers.of(config.kafka(), ofStations),
                config.stations().stream()
                        .map(EdgeConfig.StationSources::station)
                        .toList(),
                config.catchUp(),
                metrics,
                clock);
        return new EdgeApp(sources.pulled(), sources.live(), Handling.asGiven(), spool, uplink, pace, metrics, clock);
    }

    /** Its chance differs from one computer to the next, and is the same again on each. */
    private static Backoff backoff(List<Sources.Station> stations) {
        return Backoff.seeded(
                stations.stream().map(Sources.Station::id).toList().hashCode());
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        supervisor.start(
                new SpoolItems(spool),
                source -> given -> intake.take(List.of(new Intake.Gift(source.name(), source.memory(), given))));
        taking.start();
        sending.start();
        return this;
    }

    /** What it counted. */
    public EdgeMetrics metrics() {
        return metrics;
    }

    /** How full its spool is. */
    public SpoolState spool() {
        return spool.state();
    }

    /** How its way to the broker is. */
    public UplinkState uplink() {
        return uplink.state();
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

    private void run(Runnable loop) {
        try {
            loop.run();
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("The edge stops.", e);
                failure = Optional.of(e);
                exhausted.countDown();
            }
        }
    }

    private void takeAll() {
        while (!closing && !sourcesExhausted) {
            takeNext();
        }
        LockSupport.unpark(sending);
    }

    /** One slot's worth, so that what several sources recorded is taken in the order of the slots. */
    private void takeNext() {
        if (!pending.isEmpty()) {
            keep(pending);
            return;
        }
        Optional<Instant> next =
                sources.stream().flatMap(source -> source.next().stream()).min(Comparator.naturalOrder());
        if (next.isEmpty()) {
            sourcesExhausted = live.isEmpty() && sources.stream().allMatch(Source::isExhausted);
            LockSupport.parkNanos(sourcesExhausted ? 0 : IDLE.toNanos());
            return;
        }
        Instant horizon = pace.horizon(next.get());
        Instant slotEnd = Slot.holding(next.get(), Duration.ofMinutes(10)).end();
        Instant end = slotEnd.isBefore(horizon) ? slotEnd : horizon;
        boolean recorded = next.get().isBefore(clock.instant().minus(RECORDED));
        if (!next.get().isBefore(end) || (recorded && spool.depth() > ENOUGH)) {
            LockSupport.parkNanos(IDLE.toNanos());
            return;
        }
        keep(sources.stream()
                .sorted(Comparator.comparing(Source::name))
                .map(source -> new Intake.Gift(source.name(), source.memory(), source.takeBefore(end)))
                .filter(gift -> !gift.given().isEmpty())
                .toList());
    }

    /** What cannot be kept now is held, and nothing more taken, until it can. */
    private void keep(List<Intake.Gift> gifts) {
        try {
            intake.take(gifts);
            pending = List.of();
        } catch (SpoolException e) {
            if (pending.isEmpty()) {
                LOG.warn("What the sources give waits: {}", e.getMessage());
            }
            pending = gifts;
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    private void sendAll() {
        Duration pause = IDLE;
        while (!closing) {
            Uplink.Outcome outcome = uplink.send(spool);
            if (outcome instanceof Uplink.Stuck) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                park(pause);
                continue;
            }
            pause = IDLE;
            if (outcome instanceof Uplink.Resting resting) {
                park(resting.span().compareTo(AGAIN) < 0 ? resting.span() : AGAIN);
            } else if (outcome instanceof Uplink.Idle) {
                if (sourcesExhausted && pending.isEmpty() && spool.depth() == 0) {
                    exhausted.countDown();
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    /** Waits, also when something is taken meanwhile. */
    private void park(Duration span) {
        long until = System.nanoTime() + span.toNanos();
        while (!closing && System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(IDLE.toNanos(), span.toNanos()));
        }
    }

    private void lost(Loss loss) {
        LOG.warn(
                "{} {}s were given up ({}); the newest of them was taken at {}.",
                loss.records(),
                loss.kind(),
                loss.cause(),
                loss.newest());
        metrics.lost(loss);
    }

    @Override
    public void close() {
        closing = true;
        supervisor.close();
        LockSupport.unpark(taking);
        LockSupport.unpark(sending);
        uplink.close();
        join(taking);
        join(sending);
        sources.forEach(Source::close);
        spool.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
