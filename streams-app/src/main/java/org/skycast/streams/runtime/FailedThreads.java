package org.skycast.streams.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.skycast.inference.NativeLibraries;
import org.skycast.streams.guard.Blame;
import org.skycast.streams.guard.StageGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of a stage that fail are replaced after a pause; what ended them is said, with a trace only where no sentence tells it. */
final class FailedThreads implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailedThreads.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String stage;
    private final MissingTopics topics;
    private final Properties properties;
    private final StageGuard guard;
    private volatile Optional<String> hindrance = Optional.empty();
    private volatile Optional<String> unloadable = Optional.empty();

    /** @param topics those that the stage needs */
    FailedThreads(String stage, MissingTopics topics, Properties properties, StageGuard guard) {
        this.stage = stage;
        this.topics = topics;
        this.properties = properties;
        this.guard = guard;
    }

    /** What it cannot go on without, in a sentence: topics, a disk that takes what it keeps, a broker or registry that answers. */
    Optional<String> hindrance() {
        return hindrance;
    }

    /** Why the whole stage ends, if that is known. */
    Optional<String> fatal() {
        return unloadable;
    }

    /** The stage runs. */
    void areOver() {
        hindrance = Optional.empty();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (Blame.isOfTheEnd(failure)) {
            LOG.info(
                    "A thread of the stage {} ends with the process; whoever takes its place reads what it had not committed.",
                    stage);
            guard.endsBlameless();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        unloadable = NativeLibraries.sentence(failure);
        if (unloadable.isPresent()) {
            LOG.error("The stage {} ends: {}", stage, unloadable.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        see(failure);
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void see(Throwable failure) {
        // Where memory ran out a thread must not ask for more: it would end without leaving its group.
        Optional<String> missing = failure instanceof Error ? Optional.empty() : topics.onBroker(properties);
        Optional<String> disk = Blame.disk(failure);
        if (missing.isPresent()) {
            hindrance = missing;
            LOG.error("The stage {} waits, and looks again every few seconds: {}", stage, missing.get());
            guard.endsBlameless();
        } else if (disk.isPresent()) {
            waitsForTheDisk(disk.get());
            guard.died(stage, failure);
        } else if (MissingTopics.endedIt(failure)) {
            LOG.warn("The stage {} missed a topic that is there by now, and looks again.", stage);
            guard.endsBlameless();
        } else {
            tell(failure);
            guard.died(stage, failure);
        }
    }

    /** Said once; a thread after the other tries, and fails of another file. */
    private void waitsForTheDisk(String reason) {
        String what = "the disk under %s does not take what it keeps: make room there, or set stateDirectory"
                .formatted(properties.getProperty(StreamsConfig.STATE_DIR_CONFIG));
        boolean isNew = hindrance.filter(said -> said.startsWith(what)).isEmpty();
        hindrance = Optional.of("%s (%s)".formatted(what, reason));
        if (isNew) {
            LOG.error("The stage {} waits, and tries again every second: {}", stage, hindrance.get());
        }
    }

    private void tell(Throwable failure) {
        if (failure instanceof Exception && Blame.isExcused(failure)) {
            String excuse = Blame.excuse(failure);
            hindrance = Optional.of("a thread ended and is replaced: %s".formatted(excuse));
            LOG.warn(
                    "A thread of the stage {} is replaced, for the broker or the registry did not answer as it should; it reads"
                            + " again what it had not committed: {}",
                    stage,
                    excuse);
        } else {
            LOG.error(
                    "A thread of the stage {} failed and is replaced; it reads again what it had not committed.",
                    stage,
                    failure);
        }
    }
}
