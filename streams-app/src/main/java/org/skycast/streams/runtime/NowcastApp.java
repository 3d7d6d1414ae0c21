package org.skycast.streams.runtime;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.StreamsConfig;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.bundle.TrustedKeys;
import org.skycast.schemas.Registries;
import org.skycast.schemas.RegistryUnavailableException;
import org.skycast.streams.StartupException;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.rollout.BundleCache;
import org.skycast.streams.serve.StationApi;
import org.skycast.topics.Topics;

/** Runs the stages that the configuration names: checks all that they need, starts them, and stops them in order. */
public final class NowcastApp implements AutoCloseable {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NowcastMetrics metrics = new NowcastMetrics(meters);
    private final BundleCache shelf;
    private final List<RunningStage> stages;
    private final StatusPage page;

    private NowcastApp(NowcastConfig config, ModelBundle bundle) {
        this.shelf = new BundleCache(
                config.kafka(),
                config.stateDirectory().resolve("bundles"),
                TrustedKeys.read(config.models().trustedKeys()),
                metrics);
        var build = new Stages(config, bundle, shelf, metrics);
        this.stages = config.stages().stream().map(build::of).toList();
        this.page = new StatusPage(
                config.httpPort(),
                meters,
                stages,
                new StationApi(
                        new StageStores(NowcastConfig.Stage.verify.name(), stages), bundle.trainingStatistics()));
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
        checkTopics(config);
        checkRegistry(config);
        var app = new NowcastApp(config, bundle);
        app.stages.forEach(RunningStage::start);
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

    /** Waits until every stage has stopped; gives whether all were told to, and none failed. */
    public boolean awaitStopped() throws InterruptedException {
        boolean well = true;
        for (RunningStage stage : stages) {
            well &= stage.awaitStopped();
        }
        return well;
    }

    @Override
    public void close() {
        page.close();
        stages.forEach(RunningStage::close);
        shelf.close();
    }

    /**
     * How a stage's streams are set.
     *
     * @param suffix of the application id; the live data path has none
     */
    public static Properties properties(NowcastConfig config, String suffix, int threads, NowcastMetrics metrics) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId() + suffix);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replication());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS);
        // Zero means: take the partition whose next record the log took first, waiting for what the broker is known to
        // have. It is the default; the order of the join, and so exact replay, rests on it.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A rejected record carries the original, which may be as large as a frame's topic allows.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 8 << 20);
        properties.put(NowcastMetrics.CONFIG, metrics);
        properties.putAll(config.kafka());
        return properties;
    }

    private static void checkTopics(NowcastConfig config) {
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        try (Admin admin = Admin.create(properties)) {
            var setup = new TopicSetup(admin, config.partitions(), config.replication());
            setup.create();
            List<String> complaints = setup.check();
            if (!complaints.isEmpty()) {
                throw new StartupException(String.join(" ", complaints));
            }
        } catch (StartupException e) {
            throw new StartupException(
                    "The broker at %s: %s".formatted(config.kafka().get("bootstrap.servers"), e.getMessage()), e);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException(
                    "The broker at %s cannot be used: %s"
                            .formatted(config.kafka().get("bootstrap.servers"), cause.getMessage()),
                    e);
        }
    }

    private static void checkRegistry(NowcastConfig config) {
        try {
            Registries.open(config.kafka()).subjects();
        } catch (RegistryUnavailableException | SerializationException | ConfigException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }
}
