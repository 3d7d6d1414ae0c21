package org.skycast.edge.source;

import java.util.function.Supplier;

/** A source as its settings open it. */
public sealed interface Opened {

    /** Tries it once. */
    Checked check();

    /** One that gives when it has something. */
    record Live(LiveSource source) implements Opened {
        @Override
        public Checked check() {
            return source;
        }
    }

    /**
     * One that is asked in the order of event time.
     *
     * @param memory what the spool is to remember of it
     * @param opening opens it; throws where it cannot be read, and may be called again then
     */
    record Pulled(Checked check, Memory memory, Supplier<Source> opening) implements Opened {}
}
