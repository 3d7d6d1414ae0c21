package org.skycast.benchmarks;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;

/** A source that gives what was made before, so that making it is not measured. */
public final class MadeSource implements Source {

    private final String name;
    private final Deque<Sample> left;

    /** @param samples in the order of event time */
    public MadeSource(String name, Collection<Sample> samples) {
        this.name = name;
        this.left = new ArrayDeque<>(samples);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void resumeAfter(String item) {
        throw new IllegalStateException("What was made is given once.");
    }

    @Override
    public Optional<Instant> next() {
        return Optional.ofNullable(left.peek()).map(Sample::at);
    }

    @Override
    public List<Sample> takeBefore(Instant end) {
        List<Sample> taken = new ArrayList<>();
        while (!left.isEmpty() && left.element().at().isBefore(end)) {
            taken.add(left.remove());
        }
        return taken;
    }

    @Override
    public boolean isExhausted() {
        return left.isEmpty();
    }

    @Override
    public void close() {
        left.clear();
    }
}
