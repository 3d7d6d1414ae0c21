package org.skycast.edge.status;

import java.time.Duration;
import java.util.Optional;

/**
 * How the edge is looked after.
 *
 * @param httpPort of status, metrics and local forecasts, on loopback unless {@code httpAddress} says otherwise; -1 for none
 * @param httpAddress where it listens
 * @param heartbeat how often each station's status is sent; zero for never
 * @param ntpServer asked for the clock's offset; if absent, only the operating system is
 */
public record OperationSettings(int httpPort, String httpAddress, Duration heartbeat, Optional<String> ntpServer) {

    /** Nothing listens and no heartbeat goes out, as for a recorded archive. */
    public static final OperationSettings NONE =
            new OperationSettings(-1, "127.0.0.1", Duration.ZERO, Optional.empty());

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public OperationSettings {
        ntpServer = ntpServer == null ? Optional.empty() : ntpServer;
    }
}
