package org.skycast.edge.source.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.SampleSink;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.TakenItems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs live sources, each on a thread of its own, and runs again what failed. */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final List<LiveSource> sources;
    private final SourceStates states;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Pause pause;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    public Supervisor(
            List<LiveSource> sources, SourceStates states, Backoff backoff, InstantSource clock, Pause pause) {
        this.sources = List.copyOf(sources);
        this.states = states;
        this.backoff = backoff;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Begins; returns at once.
     *
     * @param taken what was taken before; asked here, from the caller's thread
     * @param intakes where each source gives; called from their threads
     */
    public Supervisor start(TakenItems taken, Function<LiveSource, SampleSink> intakes) {
        for (LiveSource source : sources) {
            taken.last(source.name()).ifPresent(source::resumeAfter);
            states.begins(source.name(), clock.instant());
            Thread thread = new Thread(
                    () -> supervise(source, counted(source, intakes.apply(source))), "source " + source.name());
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        return this;
    }

    private SampleSink counted(LiveSource source, SampleSink sink) {
        return taken -> {
            sink.take(taken);
            states.took(source.name(), taken.size(), clock.instant());
        };
    }

    private void supervise(LiveSource source, SampleSink sink) {
        int failures = 0;
        try {
            while (!closing) {
                Instant began = clock.instant();
                String because = outcome(source, sink);
                if (closing) {
                    break;
                }
                boolean good = Duration.between(began, clock.instant()).compareTo(backoff.good()) >= 0;
                failures = good ? 1 : failures + 1;
                Duration wait = backoff.after(failures, source.name());
                states.waits(source.name(), clock.instant().plus(wait), because);
                LOG.warn("{} is run again in {} s: {}", source.name(), wait.toMillis() / 1000.0, because);
                pause.until(clock.instant().plus(wait));
                states.runsAgain(source.name(), clock.instant());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is ended.", source.name());
        } finally {
            states.ended(source.name(), clock.instant());
        }
    }

    /** Runs a source until it fails; gives why. Errors count too: one picture too large for the memory ends no station. */
    private static String outcome(LiveSource source, SampleSink sink) {
        try {
            source.run(sink);
            return "It ended by itself.";
        } catch (Exception | Error e) {
            LOG.debug("{} failed.", source.name(), e);
            return SourceCheck.reason(e);
        }
    }

    /** Ends all; waits for them, ten seconds at most. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
