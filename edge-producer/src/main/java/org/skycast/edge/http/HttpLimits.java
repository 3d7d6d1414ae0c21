package org.skycast.edge.http;

import org.skycast.http.ServerLimits;

/**
 * How long a client of the JDK's HTTP server may take for a request, and for taking its answer. The server has no limit of its
 * own and reads these once, when the first is made: whoever makes one calls {@link #set} before.
 */
public final class HttpLimits {

    private HttpLimits() {}

    /** Sets the limits where the command line has not. */
    public static void set() {
        ServerLimits.set();
    }
}
