package org.skycast.edge.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Where a station's frames come from. */
public interface FrameSettings extends SourceSettings {

    @Override
    FrameSettings within(Optional<Instant> start, Optional<Instant> end);

    @Override
    FrameSettings relativeTo(Path folder);
}
