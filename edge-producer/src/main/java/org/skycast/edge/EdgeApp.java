package org.skycast.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.skycast.edge.http.HttpLimits;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.SampleProcessor;
import org.skycast.edge.process.StationProcessor;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.source.supervise.Backoff;
import org.skycast.edge.source.supervise.SourceStates;
import org.skycast.edge.source.supervise.Supervisor;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.status.ForecastText;
import org.skycast.edge.status.Machine;
import org.skycast.edge.status.Operation;
import org.skycast.edge.status.OperationSettings;
import org.skycast.edge.status.SourceState;
import org.skycast.edge.status.StatusBoard;
import org.skycast.edge.status.Watched;
import org.skycast.edge.uplink.Producers;
import org.skycast.edge.uplink.SendLoop;
import org.skycast.edge.uplink.Uplink;
import org.skycast.edge.uplink.UplinkState;
import org.skycast.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the sources what is due and keeps it in the spool; beside that, sends what the spool holds. A broker that is
 * away keeps nothing from being taken, and a source that hangs keeps nothing from being sent.
 */
public final class EdgeApp implements AutoCloseable, Watched {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeApp.class);
    private final List<Source> sources;
    private final Supervisor live;
    private final Spool spool;
    private final Uplink uplink;
    private final EdgeMetrics metrics;
    private final SourceStates states;
    private final SampleProcessor handling;
    private final Intake intake;
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final SourceLoop taking;
    private final SendLoop sending;
    private final Thread takingThread;
    private final Thread sendingThread;
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();
    private Optional<Operation> operation = Optional.empty();
    private LatestForecasts forecasts = LatestForecasts.NONE;

    /** One whose sources are all asked; see the other. */
    public EdgeApp(
            List<Source> sources,
            SampleProcessor handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this(
                new Sources(sources, List.of(), List.of()),
                new SourceStates(),
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
     * @param states how the sources are
     * @param backoff how live sources that fail are run again
     */
    public EdgeApp(
            Sources sources,
            SourceStates states,
            Backoff backoff,
            SampleProcessor handling,
            Spool spool,
            Uplink uplink,
            Pace pace,
            EdgeMetrics metrics,
            InstantSource clock) {
        this.sources = sources.pulled();
        this.live = new Supervisor(sources.live(), states, backoff, clock, Pause.by(clock));
        this.spool = spool;
        this.uplink = uplink;
        this.metrics = metrics;
        this.states = states;
        this.handling = handling;
        this.sending = new SendLoop(uplink, spool, this::idle);
        this.sendingThread = new Thread(() -> run(sending), "edge-uplink");
        this.intake = new Intake(handling, spool, metrics, clock, () -> LockSupport.unpark(sendingThread));
        boolean endless = !sources.live().isEmpty();
        this.taking = new SourceLoop(sources.pulled(), endless, intake, pace, spool::depth, clock);
        this.takingThread = new Thread(() -> run(taking), "edge-sources");
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
        var states = new SourceStates();
        var around = new Sources.Surroundings(metrics, states, clock, spool, backoff);
        List<Sources.Station> named = config.stations().stream()
                .map(EdgeConfig.StationSources::sources)
                .toList();
        Sources sources = follow ? Sources.followed(named, around) : Sources.recorded(named, around);
        sources.checks().forEach(source -> metrics.has(source.name()));
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
        StationProcessor pipeline = StationProcessor.open(config, spool.journal(), metrics);
        var app = new EdgeApp(
                sources.and(operation.heartbeat(board)), states, backoff, pipeline, spool, uplink, pace, metrics, clock);
        app.operation = Optional.of(operation);
        app.forecasts = pipeline.forecasts();
        return app;
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        // What looks after the edge comes first: a heartbeat is one of the sources.
        operation.ifPresent(looking -> looking.start(this, Map.of("/forecast", () -> ForecastText.json(forecasts))));
        takingThread.start();
        sendingThread.start();
        live.start(spool, this::intake);
        return this;
    }

    private SampleSink intake(LiveSource source) {
        return taken -> intake.take(List.of(new Intake.Gift(source.name(), source.memory(), taken)));
    }

    @Override
    public List<SourceState> sources() {
        return states.all().stream()
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

    /** Errors count too: an edge that takes and sends no more must end, so that it is started again. */
    private void run(Runnable loop) {
        try {
            loop.run();
        } catch (RuntimeException | Error e) {
            if (!closing) {
                if (e instanceof SettingsException) {
                    LOG.error("The edge stops: {}", e.getMessage());
                } else {
                    LOG.error("The edge stops.", e);
                }
                failure = Optional.of(e instanceof RuntimeException known ? known : new IllegalStateException(e));
                exhausted.countDown();
            }
        }
    }

    private void idle() {
        if (taking.isExhausted() && spool.depth() == 0) {
            exhausted.countDown();
        }
    }

    private void lost(Loss loss) {
        LOG.warn(
                "{} {}s were given up ({}); the newest of them was taken at {}.",
                loss.records(),
                loss.kind(),
                loss.cause(),
                loss.newest());
        metrics.lost(loss.kind().name(), loss.cause().name(), loss.records());
    }

    @Override
    public void close() {
        closing = true;
        taking.stop();
        sending.stop();
        operation.ifPresent(Operation::close);
        live.close();
        uplink.close();
        join(takingThread);
        join(sendingThread);
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
