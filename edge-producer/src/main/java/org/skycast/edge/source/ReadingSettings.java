package org.skycast.edge.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Where readings come from. */
public interface ReadingSettings extends SourceSettings {

    @Override
    ReadingSettings within(Optional<Instant> start, Optional<Instant> end);

    @Override
    ReadingSettings relativeTo(Path folder);
}
