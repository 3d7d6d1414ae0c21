package org.skycast.edge.source.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.observe.RainCounter;

/**
 * What several counters say, such as rain since the start, since New Year and since midnight. The first that has more than
 * others gave before counts, so that one that stands at its end gives way to one that moves. One that is coarser moves later, and
 * one that was away or in doubt comes back, by what the others gave meanwhile; that is not counted again.
 */
final class Counters {

    /** As far as a counter may lag behind others by its resolution, in millimetres. */
    private static final double COARSEST = 1;

    /** What the arithmetic of fractions leaves over. */
    private static final double NOTHING = 1e-6;

    private Counters() {}

    /** A counter's field and what it shows, in the variable's unit. */
    record Showing(String field, double value) {}

    private record Moved(String field, RainCounter counter, Optional<Double> added, double ahead) {
        /** What it gives that others have not given before. */
        double given() {
            double given = added.orElse(0.0) - ahead;
            return given < NOTHING ? 0 : given;
        }

        /** What others have given that this one has still to give; all of it, while it says nothing. */
        double aheadAfter(double givenNow) {
            double left = Math.max(0, ahead + givenNow - added.orElse(0.0));
            return counter.doubted().isPresent() || added.isEmpty() ? left : Math.min(COARSEST, left);
        }
    }

    /**
     * What was added since the reports before.
     *
     * @param showing in the order in which they are asked
     * @param all of that kind, also those that are not asked now
     * @param totals where counters stand; changed to where they stand now
     * @return nothing where none was known before, or all are in doubt
     */
    static Optional<Double> added(
            List<Showing> showing, Collection<String> all, Instant at, Map<String, Total> totals) {
        List<Moved> moved = new ArrayList<>();
        for (Showing one : showing) {
            Total before = totals.get(one.field());
            if (before == null) {
                totals.put(one.field(), Total.of(one.field(), first(one, at), 0));
            } else {
                RainCounter.Step step = before.counter(at).next(one.value(), at);
                moved.add(new Moved(one.field(), step.counter(), step.fallen(), before.ahead()));
            }
        }
        Optional<Moved> chosen = moved.stream()
                .filter(one -> one.given() > 0)
                .findFirst()
                .or(() -> moved.stream().filter(one -> one.added().isPresent()).findFirst());
        double given = chosen.map(Moved::given).orElse(0.0);
        for (Moved one : moved) {
            totals.put(one.field(), Total.of(one.field(), one.counter(), one.aheadAfter(given)));
        }
        all.stream()
                .filter(field -> showing.stream().noneMatch(one -> one.field().equals(field)))
                .forEach(field -> totals.computeIfPresent(field, (name, away) -> away.furtherBehind(given)));
        return chosen.map(Moved::given);
    }

    private static RainCounter first(Showing one, Instant at) {
        return RainCounter.first(new RainCounter.Level(one.value(), at));
    }
}
