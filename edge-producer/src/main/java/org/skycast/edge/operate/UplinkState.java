package org.skycast.edge.operate;

import java.util.Optional;

/**
 * How the uplink is doing.
 *
 * @param up whether the last attempt got through; true as well before there was any
 * @param lastError why the last attempt that failed did so, in one sentence; kept when it is up again
 */
public record UplinkState(boolean up, Optional<String> lastError) {

    /** Nothing was tried. */
    public static final UplinkState UNTRIED = new UplinkState(true, Optional.empty());
}
