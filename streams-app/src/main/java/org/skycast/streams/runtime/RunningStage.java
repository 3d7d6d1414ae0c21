package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.skycast.inference.NativeLibraries;
import org.skycast.streams.stage.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stage while it runs: a topology under its own application id. Threads that fail are replaced after a pause. */
public final class RunningStage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStage.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Stage stage;
    private final Properties properties;
    private final KafkaStreams streams;
    private final GroupMembershipOperation atClose;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A stage that is not started yet.
     *
     * @param atClose whether it leaves its group when it is closed, or keeps its place there for a quick restart
     */
    public RunningStage(Stage stage, Properties properties, GroupMembershipOperation atClose) {
        this.stage = stage;
        this.atClose = atClose;
        this.properties = properties;
        this.streams = new KafkaStreams(stage.topology(), properties);
    }

    /** Starts it. */
    public void start() {
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            } else if (now.hasCompletedShutdown()) {
                stopped.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(failure -> {
            Optional<String> unloadable = NativeLibraries.sentence(failure);
            if (unloadable.isPresent()) {
                LOG.error("The stage {} ends: {}", stage.name(), unloadable.get());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            Optional<String> missing = MissingTopics.of(stage.topology()).onBroker(properties);
            if (missing.isPresent()) {
                LOG.error("The stage {} waits, and looks again every few seconds: {}", stage.name(), missing.get());
            } else {
                LOG.error(
                        "A thread of the stage {} failed and is replaced; it reads again what it had not committed.",
                        stage.name(),
                        failure);
            }
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
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

    /** Waits until it has stopped; gives whether it was told to, and did not fail. */
    boolean awaitStopped() throws InterruptedException {
        stopped.await();
        return streams.state() != KafkaStreams.State.ERROR;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(Duration.ofSeconds(20)).withGroupMembershipOperation(atClose));
        stopped.countDown();
    }
}
