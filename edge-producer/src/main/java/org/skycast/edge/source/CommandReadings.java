package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.settings.Confidential;

/**
 * A program that prints readings as JSON: one object, or one a line.
 *
 * @param command the program and its arguments; no shell reads them
 * @param timeout after which it is stopped, with all that it started
 */
public record CommandReadings(
        @Confidential List<String> command,
        Duration timeout,
        @JsonUnwrapped Cadence cadence,
        @JsonUnwrapped FieldNames names)
        implements ReadingSettings {

    /** @throws IllegalArgumentException if no program is named or the timeout is not positive */
    public CommandReadings {
        command = Commands.checked(command, timeout);
    }

    @Override
    public CommandReadings within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public CommandReadings relativeTo(Path folder) {
        return new CommandReadings(command, timeout, cadence, names.relativeTo(folder));
    }
}
