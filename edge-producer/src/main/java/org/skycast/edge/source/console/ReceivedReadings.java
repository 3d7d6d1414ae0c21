package org.skycast.edge.source.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.ReadingSettings;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.report.FieldNames;

/** Readings that a console on the local network sends here. */
public record ReceivedReadings(
        Receive receive, @JsonUnwrapped FieldNames names) implements ReadingSettings {

    @Override
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Live(new ConsoleReceiver(stationId, this, context.metrics(), context.clock()));
    }

    @Override
    public ReceivedReadings within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public ReceivedReadings relativeTo(Path folder) {
        return new ReceivedReadings(receive.relativeTo(folder), names.relativeTo(folder));
    }
}
