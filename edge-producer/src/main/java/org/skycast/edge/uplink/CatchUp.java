package org.skycast.edge.uplink;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a backlog is sent once the broker is back.
 *
 * @param order of the backlog
 * @param bytesPerSecond at most, for the backlog; what is fresh is not held up by it
 */
public record CatchUp(
        @JsonPropertyDescription("Which of what waits goes first.")
        Order order,

        @JsonPropertyDescription(
                "The most that a backlog may take; what is fresh is not held up by it. No limit if left out.")
        OptionalLong bytesPerSecond) {

    /** Which of what waits goes first. */
    public enum Order {
        /** As it was taken, so the topology makes each slot once. */
        oldestFirst,
        /** The present first; the past amends the slots that it belongs to. */
        newestFirst
    }

    /** In order, as fast as it goes. */
    public static final CatchUp DEFAULT = new CatchUp(Order.oldestFirst, OptionalLong.empty());

    /** @throws IllegalArgumentException if the limit is not positive */
    public CatchUp(@Nullable Order order, @Nullable OptionalLong bytesPerSecond) {
        this.order = order == null ? Order.oldestFirst : order;
        this.bytesPerSecond = bytesPerSecond == null ? OptionalLong.empty() : bytesPerSecond;
        if (this.bytesPerSecond.isPresent() && this.bytesPerSecond.getAsLong() <= 0) {
            throw new IllegalArgumentException("catchUp: bytesPerSecond must be positive; leave it out for no limit.");
        }
    }
}
