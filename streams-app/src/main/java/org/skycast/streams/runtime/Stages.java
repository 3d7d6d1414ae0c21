package org.skycast.streams.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.Topology;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.sky.FrameDecoder;
import org.skycast.nowcast.forecast.Deployments.Role;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Persistence;
import org.skycast.streams.forecast.ForecastParts;
import org.skycast.streams.forecast.ForecastTopology;
import org.skycast.streams.forecast.FrameArchive;
import org.skycast.streams.forecast.LoggedFrames;
import org.skycast.streams.live.NowcastTopology;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.OnnxSkyEmbedder;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.verify.VerifyTopology;
import org.skycast.topics.Topics;

/** Puts each stage together from the configuration, the bundle and what was published. */
final class Stages {

    private final NowcastConfig config;
    private final ModelBundle bundle;
    private final BundleCache shelf;
    private final NowcastMetrics metrics;
    private final FrameDecoder decoder;
    private final Map<String, Object> serdes;

    Stages(NowcastConfig config, ModelBundle bundle, BundleCache shelf, NowcastMetrics metrics) {
        this.config = config;
        this.bundle = bundle;
        this.shelf = shelf;
        this.metrics = metrics;
        this.decoder = new FrameDecoder(config.maxImageBytes(), config.maxImagePixels());
        this.serdes = new HashMap<>(config.kafka());
    }

    RunningStage of(NowcastConfig.Stage stage) {
        return switch (stage) {
            case nowcast -> stage("nowcast", nowcast(), "", config.threads());
            case shadow -> stage("shadow", shadow(), "-shadow", 1);
            case verify -> stage("verify", verify(), "-verify", 1);
        };
    }

    private RunningStage stage(String name, Topology topology, String suffix, int threads) {
        Properties properties = NowcastApp.properties(config, suffix, threads, metrics);
        return new RunningStage(name, topology, properties, GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private Topology nowcast() {
        var parts = new NowcastTopology.Parts(
                config.policy(bundle.featureSpec()),
                config.tickInterval(),
                () -> new OnnxSkyEmbedder(bundle, decoder),
                bundle.encoderSha256(),
                bundle.featureSpec().embeddingSize(),
                forecasts(new ModelChoice.Deployed(
                        Role.CHAMPION, Optional.of(ofBundle(bundle, this::champion)), this::published)));
        return NowcastTopology.of(parts, serdes, metrics);
    }

    private Topology shadow() {
        var choice = new ModelChoice.Deployed(Role.SHADOW, Optional.empty(), this::published);
        return new ForecastTopology(forecasts(choice), serdes, metrics)
                .topology(Topics.OBSERVATIONS.name(), Topics.SHADOW_FORECASTS.name());
    }

    private Topology verify() {
        return VerifyTopology.of(config.amendment(), bundle.trainingStatistics(), serdes, metrics);
    }

    private ForecastParts forecasts(ModelChoice choice) {
        return ForecastParts.of(choice, bundle.featureSpec().slotLength(), this::frames);
    }

    private FrameArchive frames() {
        return new LoggedFrames(config.kafka());
    }

    private Forecaster champion() {
        return switch (config.model()) {
            case bundle -> bundle.openForecaster();
            case persistence -> new Persistence(bundle.featureSpec(), bundle.forecastSpec());
        };
    }

    private Optional<ModelSource> published(String manifestSha256) {
        return shelf.find(manifestSha256) instanceof BundleCache.Found found
                ? Optional.of(ofBundle(found.bundle(), found.bundle()::openForecaster))
                : Optional.empty();
    }

    private ModelSource ofBundle(ModelBundle model, Supplier<Forecaster> forecaster) {
        return new ModelSource(model.featureSpec(), forecaster, () -> new OnnxSkyEmbedder(model, decoder));
    }
}
