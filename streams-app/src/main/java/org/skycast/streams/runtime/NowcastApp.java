package org.skycast.streams.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.serve.StationApi;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.stage.StageParts;
import org.skycast.streams.verify.VerifyStage;

/** Runs the stages that the configuration names: checks all that they need, starts them, and stops them in order. */
public final class NowcastApp implements AutoCloseable {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NowcastMetrics metrics = new NowcastMetrics(meters);
    private final BundleCache bundles;
    private final List<RunningStage> stages;
    private final StatusPage page;

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
        this.page = new StatusPage(
                config.httpPort(),
                meters,
                stages,
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
                metrics);
    }

    private RunningStage running(Stage stage, NowcastConfig config) {
        return new RunningStage(
                stage,
                StreamsSettings.of(config, stage.suffix(), stage.threads(config.threads()), metrics),
                GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /**
     * Checks the bundle, the broker, the registry and the topics, creating those that are missing, and starts.
     *
     * @throws StartupException in one plain sentence if something is not as it must be
     * @throws org.skycast.inference.BundleException if the bundle does not fit, or no trusted key has signed it
     */
    public static NowcastApp start(NowcastConfig config) {
        ModelBundle bundle = ModelBundle.load(config.bundle());
        TrustedKeys.read(config.models().trustedKeys()).require(bundle);
        StartupChecks.topics(config);
        StartupChecks.registry(config);
        var app = new NowcastApp(config, bundle);
        app.stages.forEach(stage -> {
            app.metrics.showStanding(stage.name(), () -> stage.standing().size());
            stage.start();
        });
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
            return one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        page.close();
        stages.forEach(RunningStage::close);
        bundles.close();
    }
}
