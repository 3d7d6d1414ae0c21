package org.skycast.edge.source;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends of spans of time that may be open. */
public final class Span {

    private Span() {}

    /** The later of two beginnings. */
    public static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
        return Stream.concat(a.stream(), b.stream()).max(Comparator.naturalOrder());
    }

    /** The earlier of two ends. */
    public static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
        return Stream.concat(a.stream(), b.stream()).min(Comparator.naturalOrder());
    }
}
