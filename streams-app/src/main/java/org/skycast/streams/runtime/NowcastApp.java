package org.skycast.streams.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.jspecify.annotations.Nullable;
import org.skycast.http.ProcessMeters;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.metrics.StageMetrics;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.serve.StationApi;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.streams.verify.VerifyStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the stages that the configuration names: checks all that they need, starts them, and stops them in order. */
public final class NowcastApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NowcastApp.class);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NowcastMetrics metrics = new NowcastMetrics(meters);
    private final BundleCache bundles;
    private final List<RunningStage> stages;
    private final OrphanedTransactions orphans;
    private final Lookout lookout;
    private final ProcessMeters process;
    private final StatusPage page;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private NowcastApp(NowcastConfig config, ModelBundle bundle) {
        this.bundles = new BundleCache(
                config.kafka(),
                config.stateDirectory().resolve("bundles"),
                TrustedKeys.read(config.models().trustedKeys()),
                metrics);
        StageParts parts = parts(config, bundle);
        this.stages = config.stages().stream()
                .map(kind -> running(kind.of(parts), config))
                .toList();
        this.orphans = new OrphanedTransactions(
                config.kafka(), stages.stream().map(RunningStage::application).collect(Collectors.toSet()));
        this.lookout = new Lookout(config.kafka(), stages, config.oneRecord().standsAfter());
        this.process = ProcessMeters.shownIn(meters, config.stateDirectory());
        this.page = new StatusPage(
                config.httpAddress(),
                config.httpPort(),
                meters,
                new Readiness(stages, lookout::silence),
                new StationApi(new StageStores(VerifyStage.NAME, stages), bundle.trainingStatistics()));
    }

    private StageParts parts(NowcastConfig config, ModelBundle bundle) {
        var decoder = new FrameDecoder(config.maxImageBytes(), config.maxImagePixels());
        var models = new BundleModels(bundles, decoder);
        return new StageParts(
                bundle,
                config.policy(bundle.featureSpec()),
                config.tickInterval(),
                () -> new OnnxSkyEmbedder(bundle, decoder),
                models.of(bundle, () -> config.model().open(bundle)),
                models::published,
                config.adapt()::at,
                new HashMap<>(config.kafka()),
                metrics,
                config.identity().policy());
    }

    private RunningStage running(Stage stage, NowcastConfig config) {
        return new RunningStage(
                stage,
                StreamsSettings.of(config, stage.suffix(), stage.threads(config.threads()), metrics),
                config.groupInstance().isPresent()
                        ? GroupMembershipOperation.REMAIN_IN_GROUP
                        : GroupMembershipOperation.LEAVE_GROUP,
                LOG::info);
    }

    /**
     * Checks the bundle, the library of the stores, the broker, the registry and the topics, creating those that are missing, and starts.
     *
     * @throws StartupException in one plain sentence if something is not as it must be
     * @throws org.skycast.inference.BundleException if the bundle does not fit, or no trusted key has signed it
     */
    public static NowcastApp start(NowcastConfig config) {
        TrustedKeys trusted = TrustedKeys.read(config.models().trustedKeys());
        ModelBundle bundle = ModelBundle.load(config.bundle(), trusted::require);
        StartupChecks.stores();
        StartupChecks.topics(config);
        StartupChecks.registry(config);
        var app = new NowcastApp(config, bundle);
        app.stages.forEach(stage -> {
            app.metrics
                    .stages()
                    .show(
                            stage.name(),
                            new StageMetrics.Figures(
                                    () -> !stage.isOver(),
                                    () -> stage.standing().isWell(),
                                    () -> stage.standing().partitions(),
                                    stage::restoreRemaining));
            stage.start();
        });
        app.orphans.start();
        app.lookout.start(app.metrics.stages());
        return app;
    }

    /** What it counted. */
    public NowcastMetrics metrics() {
        return metrics;
    }

    /** Whether every stage came to run within {@code limit}. */
    public boolean awaitRunning(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (RunningStage stage : stages) {
            if (!stage.awaitRunning(deadline)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until every stage has stopped, or a record holds a thread of one that nothing but the end of the process ends;
     * gives whether all were told to, and none failed.
     */
    public boolean awaitStopped() throws InterruptedException {
        var one = new CompletableFuture<Boolean>();
        stages.forEach(stage -> stage.stopped().thenAccept(well -> {
            if (stage.isGivenUp()) {
                one.complete(false);
            }
        }));
        CompletableFuture<?>[] each = stages.stream().map(RunningStage::stopped).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(each)
                .thenRun(() -> one.complete(
                        stages.stream().allMatch(stage -> stage.stopped().join())));
        try {
            boolean asTold = one.get();
            stages.forEach(stage -> stage.whyEnded()
                    .ifPresent(why -> LOG.error("The process ends, for the stage {} has: {}.", stage.name(), why)));
            return asTold;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the stages; whoever calls this once more waits until they have. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        try {
            boolean isTold = stages.stream().allMatch(stage -> stage.whyEnded().isEmpty());
            LOG.info(isTold ? "The process was told to stop; the stages stop." : "The stages stop.");
            stop();
            LOG.info("The stages have stopped.");
        } finally {
            closed.complete(null);
        }
    }

    private void stop() {
        lookout.close();
        page.close();
        orphans.close();
        // Side by side: each waits for brokers, and together they must not outlast who stops the process.
        CompletableFuture<?>[] all = stages.stream()
                .map(stage -> CompletableFuture.runAsync(stage::close, task -> new Thread(task, "close").start()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        bundles.close();
        process.close();
    }
}
