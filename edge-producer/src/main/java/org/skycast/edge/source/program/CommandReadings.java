package org.skycast.edge.source.program;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.report.FieldNames;
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
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Live(new ProgramSensor(stationId, this, context.metrics(), context.clock(), context.pause()));
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
