package org.skycast.edge.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Settings of one source; those of each kind say how it is opened. */
public interface SourceSettings {

    /**
     * The source that they name.
     *
     * @throws org.skycast.settings.SettingsException if a setting cannot be used
     */
    Opened open(String stationId, SourceContext context);

    /** The same, with nothing earlier than {@code start}, nor of {@code end} or later; what is live now has no such span. */
    SourceSettings within(Optional<Instant> start, Optional<Instant> end);

    /** The same, relative paths taken to be in {@code folder}. */
    SourceSettings relativeTo(Path folder);
}
