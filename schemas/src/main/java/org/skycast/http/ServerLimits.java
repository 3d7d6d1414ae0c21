package org.skycast.http;

import java.util.List;

/**
 * How long a client of the JDK's HTTP server may take for a request, and for taking its answer. The server has no limit of its
 * own and reads these once, when the first is made: whoever makes one calls {@link #set} before.
 */
public final class ServerLimits {

    private static final String SECONDS = "5";

    private ServerLimits() {}

    /** Sets the limits where the command line has not. */
    public static void set() {
        for (String limit : List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime")) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, SECONDS);
            }
        }
    }
}
