package org.skycast.streams.stage;

import java.util.Set;
import org.apache.kafka.streams.Topology;

/**
 * A part of the work that runs under an application id of its own, in this process or another: what it reads and how far
 * it has come is its own affair, so no stage delays another.
 */
public interface Stage {

    /** For settings, logs and health. */
    String name();

    /** What the application id ends in; nothing for the live data path. */
    String suffix();

    /** What it does. */
    Topology topology();

    /** How many threads it runs on where so many are configured. */
    default int threads(int configured) {
        return 1;
    }

    /**
     * Whether it is this stage that puts a topic's unreadable records aside. Several read the same topics; each such record is
     * counted once.
     */
    default boolean answersFor(String topic) {
        return true;
    }

    /** The names of its stores that may be asked over HTTP. */
    default Set<String> served() {
        return Set.of();
    }
}
