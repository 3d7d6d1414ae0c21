package org.skycast.edge.source.supervise;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** How each source is now; changed by those that run them, read by whoever looks. */
public final class SourceStates {

    private final ConcurrentNavigableMap<String, SourceHealth> byName = new ConcurrentSkipListMap<>();

    /** Each source, by name. */
    public List<SourceHealth> all() {
        return List.copyOf(byName.values());
    }

    void begins(String name, Instant at) {
        byName.put(name, SourceHealth.beginning(name, at));
    }

    void runsAgain(String name, Instant at) {
        change(name, health -> health.runningAgain(at));
    }

    void waits(String name, Instant until, String because) {
        change(name, health -> health.waiting(until, because));
    }

    void ended(String name, Instant at) {
        change(name, health -> health.ended(at));
    }

    void took(String name, int number, Instant at) {
        if (number > 0) {
            change(name, health -> health.took(number, at));
        }
    }

    private void change(String name, UnaryOperator<SourceHealth> to) {
        byName.computeIfPresent(name, (n, health) -> to.apply(health));
    }
}
