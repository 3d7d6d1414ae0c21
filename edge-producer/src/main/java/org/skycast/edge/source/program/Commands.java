package org.skycast.edge.source.program;

import java.time.Duration;
import java.util.List;

/** What commands in settings have in common. */
final class Commands {

    private Commands() {}

    /** @throws IllegalArgumentException if no program is named or the timeout is not positive */
    static List<String> checked(List<String> command, Duration timeout) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException(
                    "The command is empty; give the program and its arguments as a list, such as [libcamera-still, -n].");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The command's timeout must be positive.");
        }
        return List.copyOf(command);
    }
}
