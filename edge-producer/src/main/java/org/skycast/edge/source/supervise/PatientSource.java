package org.skycast.edge.source.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.StorageException;
import org.skycast.edge.source.TakenItems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that is followed: where it cannot be read it has nothing for a while, says so, and is opened anew behind what is
 * kept of it. What the storage says of itself is passed on.
 */
public final class PatientSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(PatientSource.class);

    private final String name;
    private final Memory memory;
    private final Supplier<Source> opening;
    private final TakenItems items;
    private final SourceStates states;
    private final Backoff backoff;
    private final InstantSource clock;
    private @Nullable Source source;
    private Instant opened = Instant.MIN;
    private Instant waitingUntil = Instant.MIN;
    private int failures;
    private boolean failing;

    /** @param opening opens the source; where it throws, it is called again later */
    public PatientSource(
            String name,
            Memory memory,
            Supplier<Source> opening,
            TakenItems items,
            SourceStates states,
            Backoff backoff,
            InstantSource clock) {
        this.name = name;
        this.memory = memory;
        this.opening = opening;
        this.items = items;
        this.states = states;
        this.backoff = backoff;
        this.clock = clock;
        states.begins(name, clock.instant());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public void resumeAfter(String item) {
        // Each time it is opened it goes on after what is kept by then.
    }

    /** Gives again what it gave and was not kept: it goes on after what is. */
    public void rewind() {
        closeQuietly();
    }

    @Override
    public Optional<Instant> next() {
        return attempt(Source::next, Optional.empty());
    }

    @Override
    public List<Sample> takeBefore(Instant end) {
        List<Sample> taken = attempt(open -> open.takeBefore(end), List.of());
        states.took(name, taken.size(), clock.instant());
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return attempt(Source::isExhausted, false);
    }

    private <T> T attempt(Function<Source, T> asked, T otherwise) {
        if (clock.instant().isBefore(waitingUntil)) {
            return otherwise;
        }
        try {
            return asked.apply(open());
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(e);
            return otherwise;
        }
    }

    private Source open() {
        Source open = source;
        if (open == null) {
            opened = clock.instant();
            open = opening.get();
            items.last(name).ifPresent(open::resumeAfter);
            source = open;
            if (failing) {
                failing = false;
                states.runsAgain(name, opened);
            }
        }
        return open;
    }

    private void failed(RuntimeException e) {
        Instant now = clock.instant();
        closeQuietly();
        boolean good =
                !opened.equals(Instant.MIN) && Duration.between(opened, now).compareTo(backoff.good()) >= 0;
        failures = good ? 1 : failures + 1;
        failing = true;
        Duration wait = backoff.after(failures, name);
        waitingUntil = now.plus(wait);
        states.waits(name, waitingUntil, SourceCheck.reason(e));
        LOG.warn("{} is looked at again in {} s: {}", name, wait.toMillis() / 1000.0, SourceCheck.reason(e));
    }

    private void closeQuietly() {
        try {
            if (source != null) {
                source.close();
            }
        } catch (RuntimeException e) {
            LOG.debug("{} could not be closed.", name, e);
        } finally {
            source = null;
        }
    }

    @Override
    public void close() {
        closeQuietly();
        states.ended(name, clock.instant());
    }
}
