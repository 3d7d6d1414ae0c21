package org.skycast.edge.uplink;

import java.util.OptionalLong;

/**
 * How a backlog is sent once the broker is back.
 *
 * @param order of the backlog
 * @param bytesPerSecond at most, for the backlog; what is fresh is not held up by it
 */
public record CatchUp(Order order, OptionalLong bytesPerSecond) {

    /** Which of what waits goes first. */
    public enum Order {
        oldestFirst,
        newestFirst
    }

    /** In order, as fast as it goes. */
    public static final CatchUp DEFAULT = new CatchUp(Order.oldestFirst, OptionalLong.empty());

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public CatchUp {
        bytesPerSecond = bytesPerSecond == null ? OptionalLong.empty() : bytesPerSecond;
    }
}
