package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.skycast.streams.guard.GuardedClients;
import org.skycast.streams.guard.StageGuard;
import org.skycast.streams.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage while it runs: a topology under its own application id. Threads that fail are replaced after a pause; a thread
 * that nothing ends, ends the stage.
 */
public final class RunningStage implements AutoCloseable {

    /** The configuration key under which handlers of failures find the stage. */
    static final String CONFIG = "skycast.stage";

    private static final Logger LOG = LoggerFactory.getLogger(RunningStage.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Stage stage;
    private final StageGuard guard;
    private final KafkaStreams streams;
    private final GroupMembershipOperation atClose;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private final AtomicBoolean givenUp = new AtomicBoolean();
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
        var all = new Properties();
        all.putAll(properties);
        all.put(CONFIG, stage);
        this.stage = stage;
        this.guard = guard(properties);
        this.atClose = atClose;
        this.streams = new KafkaStreams(stage.topology(), all, clients);
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
                running.countDown();
            } else if (now.hasCompletedShutdown()) {
                stopped.complete(now != KafkaStreams.State.ERROR);
            }
        });
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error(
                    "A thread of the stage {} failed and is replaced; it reads again what it had not committed.",
                    stage.name(),
                    failure);
            guard.died(stage.name(), failure);
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
        long often = Math.max(1, Math.min(1_000, guard.bounds().longest().toMillis() / 4));
        watch.scheduleWithFixedDelay(this::watch, often, often, TimeUnit.MILLISECONDS);
    }

    /** A thread that no interruption ends cannot be taken its work: the process must end, and is started again by what runs it. */
    private void watch() {
        guard.interruptLate()
                .filter(record -> givenUp.compareAndSet(false, true))
                .ifPresent(record -> {
                    LOG.error(
                            "The record at {} holds a thread of the stage {} for longer than {}, and no interruption ends it; "
                                    + "the process must be started again, and after {} such ends passes the record over.",
                            UnreadableRecords.place(record),
                            stage.name(),
                            guard.bounds().longest(),
                            guard.bounds().deaths());
                    stopped.complete(false);
                });
    }

    /** What keeps it from going on, a sentence each; none if it runs and makes progress. */
    public List<String> standing() {
        if (givenUp.get()) {
            return List.of("a record holds a thread");
        }
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return List.of("it is " + streams.state());
        }
        return guard.standing(streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(TaskMetadata::topicPartitions)
                .toList());
    }

    /** Whether it has ended, or a thread of it can no longer be ended. */
    boolean isOver() {
        return givenUp.get() || streams.state().hasCompletedShutdown();
    }

    /** The stage's name. */
    public String name() {
        return stage.name();
    }

    /** Kafka's own word for how it does. */
    public KafkaStreams.State state() {
        return streams.state();
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

    /** Whether a record holds a thread that nothing ends. */
    public boolean isGivenUp() {
        return givenUp.get();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        Duration patience = Duration.ofSeconds(givenUp.get() ? 1 : 20);
        streams.close(CloseOptions.timeout(patience).withGroupMembershipOperation(atClose));
        stopped.complete(!givenUp.get() && streams.state() != KafkaStreams.State.ERROR);
    }
}
