package org.skycast.edge;

import java.util.List;
import org.skycast.edge.source.Taken;

/** What the edge makes of what a source gave, before it is kept. Used from one thread at a time. */
@FunctionalInterface
public interface Handling {

    /** What is to be kept and sent of {@code given}: nothing, one thing or several. */
    List<Taken> handle(Taken given);

    /** Everything is kept as it was given. */
    static Handling asGiven() {
        return List::of;
    }
}
