package org.skycast.delivery.outbox;

import java.util.Set;
import org.skycast.avro.Alert;

/** The states in which an incident is over. */
public final class IncidentEnds {

    private static final Set<String> STATES = Set.of("CLEARED", "EXPIRED", "CANCELLED");

    private IncidentEnds() {}

    /** Whether a message is its incident's last. */
    public static boolean with(Alert alert) {
        return STATES.contains(alert.getState());
    }
}
