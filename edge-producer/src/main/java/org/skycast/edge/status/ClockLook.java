package org.skycast.edge.status;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Looks at the clock: asks the operating system and, where one is named, a time server. */
public final class ClockLook {

    private final Optional<String> server;
    private final Shell shell;

    ClockLook(Optional<String> server, Shell shell) {
        this.server = server;
        this.shell = shell;
    }

    /** @param server a host, or {@code host:port} */
    public static ClockLook at(Optional<String> server) {
        return new ClockLook(server, Shell.path());
    }

    /** Waits at most about {@code limit}. */
    public ClockState look(Duration limit) {
        Duration each = limit.dividedBy(3);
        Optional<Boolean> isSynchronized = NtpState.of(shell, each);
        if (server.isEmpty()) {
            return new ClockState(isSynchronized, Optional.empty(), Optional.empty());
        }
        try {
            return new ClockState(
                    isSynchronized, Optional.of(Sntp.offsetSeconds(server.get(), each)), Optional.empty());
        } catch (IOException e) {
            return new ClockState(isSynchronized, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
