package org.skycast.edge.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
public record OperationSettings(
        @JsonPropertyDescription("Where status, metrics and local forecasts are; -1 for nowhere.")
        int httpPort,

        @JsonPropertyDescription("The address on which that listens.")
        String httpAddress,

        @JsonPropertyDescription("How often the status of each station is sent; zero for never.")
        Duration heartbeat,

        @JsonPropertyDescription("Asked for the offset of the clock; left out, only the operating system is.")
        Optional<String> ntpServer) {

    /** Nothing listens and no heartbeat goes out, as for a recorded archive. */
    public static final OperationSettings NONE =
            new OperationSettings(-1, "127.0.0.1", Duration.ZERO, Optional.empty());

    /** The same, and no heartbeat: as for what is read once, which must come to an end. */
    public OperationSettings silent() {
        return new OperationSettings(httpPort, httpAddress, Duration.ZERO, ntpServer);
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public OperationSettings {
        ntpServer = ntpServer == null ? Optional.empty() : ntpServer;
    }
}
