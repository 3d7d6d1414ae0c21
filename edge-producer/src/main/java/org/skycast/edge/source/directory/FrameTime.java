package org.skycast.edge.source.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.LocalTimes;

/**
 * When a frame was captured: from its name, from what the camera wrote into it, or from when it was written. Of a local time
 * that comes twice it is the one that is nearer to when the file was written.
 */
interface FrameTime {

    /**
     * The time of the frame, if it can be told by a clock that was ever set.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<Instant> of(Path file) throws IOException;

    /** @throws org.skycast.settings.SettingsException if the pattern or the zone cannot be used */
    static FrameTime from(DirectoryFrames config) {
        LocalTimes zone = LocalTimes.of(config.zone());
        FrameTime told = switch (config.time()) {
            case name -> NameTime.by(config.pattern(), zone);
            case exif -> new ExifTime(zone);
            case modified -> file -> Optional.of(Files.getLastModifiedTime(file).toInstant());
        };
        return file -> told.of(file).filter(at -> !ClockBound.wasNeverSet(at));
    }
}
