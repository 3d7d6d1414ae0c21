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
import org.skycast.edge.inference.ForecastText;
import org.skycast.edge.inference.Handling;
import org.skycast.edge.inference.LatestForecasts;
import org.skycast.edge.inference.Pipeline;
import org.skycast.edge.operate.Machine;
import org.skycast.edge.operate.Operation;
import org.skycast.edge.operate.OperationSettings;
import org.skycast.edge.operate.SourceState;
import org.skycast.edge.operate.StatusBoard;
import org.skycast.edge.operate.Watched;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.Sources;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.Supervisor;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolDamagedException;
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
public final class EdgeApp implements AutoCloseable, Watched {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeApp.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** How often a station's time goes on although nothing comes of it. */
    private static final Duration STEP = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** What is recorded stays in its files while so many records wait to be sent. */
    private static final long ENOUGH = 4000;

    private static final Duration RECORDED = Duration.ofHours(1);

    private final List<Source> sources;
    private final Supervisor live;
    private final boolean isLive;
    private final Spool spool;
    private final Uplink uplink;
    private final Pace pace;
    private final EdgeMetrics metrics;
    private final InstantSource clock;
    private final Handling handling;
    private final Intake intake;
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final Thread taking = new Thread(() -> run(this::takeAll), "edge-sources");
    private final Thread sending = new Thread(() -> run(this::sendAll), "edge-uplink");
    private List<Intake.Gift> pending = List.of();
    private volatile boolean sourcesExhausted;
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private Optional<Operation> operation = Optional.empty();
    private LatestForecasts forecasts = LatestForecasts.NONE;

    /** One whose sources are all asked; see the other. */
    public EdgeApp(
            List<Source> sources,
            Handling handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this(
                new Sources(sources, List.of(), List.of()),
                Backoff.seeded(0),
                handling,
                spool,
                uplink,
                pace,
                metrics,
                clock);
    }

    /**
     * The parts are closed with it.
     *
     * @param backoff how live sources that fail are run again
     */
    public EdgeApp(
            Sources sources,
            Backoff backoff,
            Handling handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this.sources = sources.pulled();
        this.live = new Supervisor(sources.live(), metrics.sources(), backoff, clock, Pause.by(clock));
        this.isLive = !sources.live().isEmpty();
        this.spool = spool;
        this.uplink = uplink;
        this.pace = pace;
        this.metrics = metrics;
        this.clock = clock;
        this.handling = handling;
        this.intake = new Intake(handling, spool, metrics, clock, () -> LockSupport.unpark(sending));
        spool.onLoss(this::lost);
        for (Source source : this.sources) {
            spool.last(source.name()).ifPresent(source::resumeAfter);
        }
    }

    /**
     * Opens what {@code config} names.
     *
     * @param follow whether files that grow and directories that fill are followed, or read once
     * @throws org.skycast.settings.SettingsException if a source cannot be opened
     */
    public static EdgeApp open(EdgeConfig config, boolean follow, Pace pace, InstantSource clock) {
        HttpLimits.set();
        var operation = new Operation(follow ? config.operation() : OperationSettings.NONE, clock);
        EdgeMetrics metrics = operation.metrics();
        Spool spool = Spool.open(config.spool(), clock.instant());
        var backoff = Backoff.seeded(config.stations().hashCode());
        var around = new Sources.Surroundings(metrics, clock, spool, backoff);
        List<Sources.Station> named = config.stations().stream()
                .map(EdgeConfig.StationSources::sources)
                .toList();
        Sources sources = follow ? Sources.followed(named, around) : Sources.recorded(named, around);
        StatusBoard board = operation.board(
                config.stations().stream().map(EdgeConfig.StationSources::id).toList(),
                Machine.holding(config.spool().file()));
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
        Pipeline pipeline = Pipeline.open(config, spool.journal(), metrics);
        var app = new EdgeApp(
                sources.and(operation.heartbeat(board)), backoff, pipeline, spool, uplink, pace, metrics, clock);
        app.operation = Optional.of(operation);
        app.forecasts = pipeline.forecasts();
        return app;
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        // What looks after the edge comes first: a heartbeat is one of the sources.
        operation.ifPresent(looking -> looking.start(this, Map.of("/forecast", () -> ForecastText.json(forecasts))));
        taking.start();
        sending.start();
        live.start(spool, this::intake);
        return this;
    }

    private LiveSource.Intake intake(LiveSource source) {
        return taken -> intake.take(List.of(new Intake.Gift(source.name(), source.memory(), taken)));
    }

    @Override
    public List<SourceState> sources() {
        return metrics.sources().all().stream()
                .map(health -> SourceState.of(health, intake.newest(health.name())))
                .toList();
    }

    @Override
    public Optional<String> stopped() {
        return failure.map(e -> "The edge stopped: " + e.getMessage());
    }

    /** The forecasts that it has made itself. */
    public LatestForecasts forecasts() {
        return forecasts;
    }

    /** What it counted. */
    public EdgeMetrics metrics() {
        return metrics;
    }

    @Override
    public SpoolState spool() {
        return spool.state();
    }

    @Override
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
        Instant nextAdvance = clock.instant().plus(STEP);
        while (!closing && !sourcesExhausted) {
            takeNext();
            if (!clock.instant().isBefore(nextAdvance)) {
                nextAdvance = clock.instant().plus(STEP);
                advance();
            }
        }
        LockSupport.unpark(sending);
    }

    private void advance() {
        try {
            intake.advance();
        } catch (SpoolException e) {
            LOG.warn("What falling silent brings waits: {}", e.getMessage());
        }
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
            sourcesExhausted = !isLive && sources.stream().allMatch(Source::isExhausted);
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
        } catch (SpoolDamagedException e) {
            throw e;
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
            Uplink.Outcome outcome = sendNext();
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

    /** What was sent and could not be removed is sent again, and the broker's side drops it by its number. */
    private Uplink.Outcome sendNext() {
        try {
            return uplink.send(spool);
        } catch (SpoolDamagedException e) {
            throw e;
        } catch (SpoolException e) {
            LOG.warn("The uplink waits: {}", e.getMessage());
            return new Uplink.Stuck();
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
        LockSupport.unpark(taking);
        LockSupport.unpark(sending);
        operation.ifPresent(Operation::close);
        live.close();
        uplink.close();
        join(taking);
        join(sending);
        sources.forEach(Source::close);
        handling.close();
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
