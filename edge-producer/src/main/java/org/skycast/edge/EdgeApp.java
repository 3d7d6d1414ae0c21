package org.skycast.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.skycast.edge.metrics.EdgeMetrics;
import org.skycast.edge.process.model.LatestForecasts;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceBatch;
import org.skycast.edge.source.open.Sources;
import org.skycast.edge.source.supervise.Supervisor;
import org.skycast.edge.spool.Loss;
import org.skycast.edge.spool.Priority;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolException;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.status.ForecastText;
import org.skycast.edge.status.Operation;
import org.skycast.edge.status.RecordedState;
import org.skycast.edge.status.SourceState;
import org.skycast.edge.status.Watched;
import org.skycast.edge.uplink.SendLoop;
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
    private final EdgeParts parts;
    private final Supervisor live;
    private final Intake intake;
    private final CountDownLatch exhausted = new CountDownLatch(1);
    private final SourceLoop sourceLoop;
    private final SendLoop sendLoop;
    private final Thread taking;
    private final Thread sending;
    private volatile boolean closing;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** An edge of these parts. */
    public EdgeApp(EdgeParts parts) {
        this.parts = parts;
        Sources.Surroundings around = parts.around();
        InstantSource clock = around.clock();
        Spool spool = parts.spool();
        List<Source> pulled = parts.sources().pulled();
        List<LiveSource> given = parts.sources().live();
        this.live = new Supervisor(given, around.states(), around.backoff(), clock, Pause.by(clock));
        this.sendLoop = new SendLoop(parts.uplink(), spool, this::idle);
        this.sending = new Thread(() -> run(sendLoop), "edge-uplink");
        this.intake = new Intake(parts.processor(), spool, around.metrics(), clock, () -> LockSupport.unpark(sending));
        this.sourceLoop = new SourceLoop(pulled, !given.isEmpty(), intake, parts.pace(), spool::depth, clock);
        this.taking = new Thread(() -> run(sourceLoop), "edge-sources");
        spool.onLoss(this::lost);
        beginLosses(metrics());
        for (Source source : pulled) {
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
        return new EdgeApp(EdgeParts.open(config, follow, pace, clock));
    }

    /** Begins; returns at once. */
    public EdgeApp start() {
        // What looks after the edge comes first: a heartbeat is one of the sources.
        parts.operation()
                .ifPresent(looking -> looking.start(this, Map.of("/forecast", () -> ForecastText.json(forecasts()))));
        taking.start();
        sending.start();
        live.start(parts.spool(), this::sink);
        return this;
    }

    /** None so far, of any kind and cause, so that the first is seen as a rise. */
    private static void beginLosses(EdgeMetrics metrics) {
        for (Priority kind : Priority.values()) {
            for (Loss.Cause cause : Loss.Cause.values()) {
                metrics.lost(kind.name(), cause.name(), 0);
            }
        }
    }

    private SampleSink sink(LiveSource source) {
        return taken -> intake.take(List.of(new SourceBatch(source.name(), source.memory(), taken)));
    }

    @Override
    public List<SourceState> sources() {
        return parts.around().states().all().stream()
                .map(health -> SourceState.of(health, intake.newest(health.name()))
                        .remarked(metrics().remark(health.name())))
                .toList();
    }

    @Override
    public Optional<String> stopped() {
        return failure.map(e -> "The edge stopped: " + e.getMessage());
    }

    /** The forecasts that it has made itself. */
    public LatestForecasts forecasts() {
        return parts.processor().forecasts();
    }

    /** What it counted. */
    public EdgeMetrics metrics() {
        return parts.around().metrics();
    }

    @Override
    public Optional<RecordedState> recorded() {
        return sourceLoop.progress().state();
    }

    @Override
    public SpoolState spool() {
        return parts.spool().state();
    }

    @Override
    public UplinkState uplink() {
        return parts.uplink().state();
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
                if (e instanceof SettingsException || e instanceof SpoolException) {
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
        if (sourceLoop.isExhausted() && parts.spool().depth() == 0) {
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
        metrics().lost(loss.kind().name(), loss.cause().name(), loss.records());
    }

    @Override
    public void close() {
        closing = true;
        sourceLoop.stop();
        sendLoop.stop();
        parts.operation().ifPresent(Operation::close);
        live.close();
        parts.uplink().close();
        join(taking);
        join(sending);
        parts.sources().pulled().forEach(Source::close);
        parts.processor().close();
        parts.spool().close();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
