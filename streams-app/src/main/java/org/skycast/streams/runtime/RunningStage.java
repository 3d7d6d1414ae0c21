package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;
import org.skycast.streams.guard.GuardedClients;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.guard.Standing;
import org.skycast.streams.stage.Stage;
import org.skycast.streams.watch.PartitionWatch;
import org.skycast.streams.watch.RestoreWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage while it runs: a topology under its own application id. {@linkplain FailedThreads Threads that fail} are replaced;
 * a thread that nothing ends, ends the stage.
 */
public final class RunningStage implements AutoCloseable {

    /** The configuration key under which handlers of failures find the stage. */
    static final String CONFIG = "skycast.stage";

    private static final Logger LOG = LoggerFactory.getLogger(RunningStage.class);

    private final Stage stage;
    private final String application;
    private final StageGuard guard;
    private final FailedThreads failures;
    private final RestoreWatch restores;
    private final PartitionWatch partitions;
    private final Set<String> sources;
    private final KafkaStreams streams;
    private final GroupMembershipOperation atClose;
    private final Consumer<String> tell;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    /** Why nothing but the end of the process helps; empty as long as something does. */
    private volatile String givenUp = "";

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(RunningStage::daemon);

    /**
     * A stage that is not started yet.
     *
     * @param properties as {@link StreamsSettings} makes them
     * @param atClose whether it leaves its group when it is closed, or keeps its place there for a quick restart
     */
    public RunningStage(Stage stage, Properties properties, GroupMembershipOperation atClose) {
        this(stage, properties, atClose, new GuardedClients(guard(properties)));
    }

    /** The same, with clients of its own. */
    public RunningStage(
            Stage stage, Properties properties, GroupMembershipOperation atClose, KafkaClientSupplier clients) {
        this(stage, properties, atClose, clients, sentence -> {});
    }

    /** The same, where somebody is told which partitions it takes and how far its state is restored. */
    RunningStage(Stage stage, Properties properties, GroupMembershipOperation atClose, Consumer<String> tell) {
        this(stage, properties, atClose, new GuardedClients(guard(properties)), tell);
    }

    private RunningStage(
            Stage stage,
            Properties properties,
            GroupMembershipOperation atClose,
            KafkaClientSupplier clients,
            Consumer<String> tell) {
        var all = new Properties();
        all.putAll(properties);
        all.put(CONFIG, stage);
        this.stage = stage;
        this.application = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        this.guard = guard(properties);
        this.atClose = atClose;
        this.tell = tell;
        Topology topology = stage.topology();
        this.sources = MissingTopics.read(topology);
        var topics = MissingTopics.of(topology, Utils.propsToMap(properties));
        this.failures = new FailedThreads(stage.name(), topics, properties, guard);
        this.restores = new RestoreWatch(stage.name(), System::nanoTime, tell);
        this.partitions = new PartitionWatch(stage.name());
        this.streams = new KafkaStreams(topology, all, clients);
    }

    private static StageGuard guard(Properties properties) {
        return StageGuard.of(properties)
                .orElseThrow(() -> new IllegalArgumentException("Stages run with the settings of StreamsSettings."));
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "stage-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts it. */
    public void start() {
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                failures.areOver();
                running.countDown();
            } else if (now.hasCompletedShutdown()) {
                stopped.complete(now != KafkaStreams.State.ERROR);
            }
        });
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restores);
        streams.start();
        long often = Math.max(1, Math.min(1_000, guard.bounds().longest().toMillis() / 4));
        watch.scheduleWithFixedDelay(this::watch, often, often, TimeUnit.MILLISECONDS);
    }

    /**
     * A thread that no interruption ends cannot be taken its work, nor can one that ended without a word: the process must end,
     * and is started again by what runs it.
     */
    private void watch() {
        guard.interruptLate().ifPresent(record -> {
            if (givesUp("a record holds a thread")) {
                LOG.error(
                        "The record at {} holds a thread of the stage {} for longer than {}, and no interruption ends it; "
                                + "the process must be started again, and after {} such ends passes the record over.",
                        UnreadableRecords.place(record),
                        stage.name(),
                        guard.bounds().longest(),
                        guard.bounds().deaths());
                stopped.complete(false);
            }
        });
        boolean stops = streams.state().isShuttingDown() || streams.state().hasCompletedShutdown();
        if (!stops && guard.hasLostAThread() && givesUp("a thread ended without a word")) {
            LOG.error(
                    "A thread of the stage {} ended without a word, as where memory runs out while it says why; its partitions "
                            + "would stand, and the process must be started again. Give it more memory (-Xmx).",
                    stage.name());
            stopped.complete(false);
        }
        tellPartitions();
    }

    /** What is only told must not end the watch. */
    private void tellPartitions() {
        try {
            partitions
                    .has(tasks().stream()
                            .flatMap(task -> task.topicPartitions().stream())
                            .toList())
                    .ifPresent(tell);
        } catch (RuntimeException e) {
            LOG.warn("The partitions of the stage {} could not be told this time: {}", stage.name(), e.toString());
        }
    }

    /** Whether this is the first time that it does. */
    private boolean givesUp(String why) {
        boolean isFirst = givenUp.isEmpty();
        if (isFirst) {
            givenUp = why;
        }
        return isFirst;
    }

    /** What keeps it from going on; nothing if it runs and makes progress. */
    public Standing standing() {
        if (isGivenUp()) {
            return Standing.because(givenUp);
        }
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return Standing.because(failures.hindrance().orElseGet(this::onTheWay));
        }
        return guard.standing(
                tasks().stream().map(TaskMetadata::topicPartitions).toList());
    }

    private String onTheWay() {
        KafkaStreams.State state = streams.state();
        boolean starts = state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing();
        return starts
                ? restores.sentence()
                        .map(far -> "it is starting: " + far)
                        .orElse("it is starting: its partitions are being assigned")
                : "it is " + state;
    }

    private List<TaskMetadata> tasks() {
        try {
            return streams.state().isRunningOrRebalancing()
                    ? streams.metadataForLocalThreads().stream()
                            .flatMap(thread -> thread.activeTasks().stream())
                            .toList()
                    : List.of();
        } catch (IllegalStateException e) {
            // It has stopped meanwhile.
            return List.of();
        }
    }

    /** The topics that it reads. */
    Set<String> sources() {
        return sources;
    }

    /** How many records are left to restore. */
    long restoreRemaining() {
        return restores.extent().map(RestoreWatch.Extent::remaining).orElse(0L);
    }

    /** How far it has committed each partition that it has; -1 where it has not yet. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        tasks().forEach(task -> task.topicPartitions()
                .forEach(partition ->
                        committed.put(partition, task.committedOffsets().getOrDefault(partition, -1L))));
        return committed;
    }

    /** Whether it has ended, or a thread of it can no longer be ended. */
    boolean isOver() {
        return isGivenUp() || streams.state().hasCompletedShutdown();
    }

    /** The stage's name. */
    public String name() {
        return stage.name();
    }

    /** Kafka's own word for how it does. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** The id under which Kafka knows it: that of its group, and the beginning of its transactions' ids. */
    String application() {
        return application;
    }

    /** Whether a store is one of those that may be asked over HTTP. */
    boolean serves(String store) {
        return stage.served().contains(store);
    }

    /** The streams, for queries of their stores. */
    KafkaStreams streams() {
        return streams;
    }

    /** Whether it came to run by {@code deadline}, in the terms of {@link System#nanoTime()}. */
    boolean awaitRunning(long deadline) throws InterruptedException {
        return running.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Is done once it has stopped, or can no longer be: whether it was told to, and did not fail. */
    public CompletableFuture<Boolean> stopped() {
        return stopped;
    }

    /** Why it has ended, or must be ended, if it was not told to. */
    Optional<String> whyEnded() {
        if (isGivenUp()) {
            return Optional.of(givenUp);
        }
        return streams.state() == KafkaStreams.State.ERROR
                ? Optional.of(failures.fatal().orElse("its threads failed; the log above says why"))
                : Optional.empty();
    }

    /** Whether a thread is lost to it that only the end of the process brings back. */
    public boolean isGivenUp() {
        return !givenUp.isEmpty();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        Duration patience = Duration.ofSeconds(isGivenUp() ? 1 : 20);
        streams.close(CloseOptions.timeout(patience).withGroupMembershipOperation(atClose));
        stopped.complete(!isGivenUp() && streams.state() != KafkaStreams.State.ERROR);
    }
}
