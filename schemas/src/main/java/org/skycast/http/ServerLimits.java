package org.skycast.http;

import java.util.Map;

/**
 * How long a client of the JDK's HTTP server may take for a request, and how long its answer may take. The server has no limit
 * of its own and reads these once, when the first is made: whoever makes one calls {@link #set} before.
 */
public final class ServerLimits {

    /** In seconds. The answer's begins when the request has come: it holds the server's own work, too. */
    private static final Map<String, String> LIMITS =
            Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "60");

    private ServerLimits() {}

    /** Sets the limits where the command line has not. */
    public static void set() {
        LIMITS.forEach((limit, seconds) -> {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, seconds);
            }
        });
    }
}
