package org.skycast.edge.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A directory of frames.
 *
 * @param time where a frame's time is found
 * @param pattern of names without their ending, as DateTimeFormatter has it; for {@code time: name}
 * @param zone of the times in names and in EXIF; UTC if absent
 * @param from earlier frames are left aside
 * @param to so are these and later ones
 */
public record FrameSettings(
        Path directory, TimeFrom time, String pattern, String zone, Optional<Instant> from, Optional<Instant> to) {

    /** Where a frame's time is found. */
    public enum TimeFrom {
        name,
        exif,
        modified
    }

    @SuppressWarnings("NullAway") // Jackson gives null for what the file does not say
    public FrameSettings {
        time = time == null ? TimeFrom.modified : time;
        pattern = pattern == null ? "yyyyMMdd'T'HHmmss'Z'" : pattern;
        zone = zone == null ? "UTC" : zone;
        from = from == null ? Optional.empty() : from;
        to = to == null ? Optional.empty() : to;
    }

    /** The same, with nothing earlier than {@code start}, nor of {@code end} or later. */
    public FrameSettings within(Optional<Instant> start, Optional<Instant> end) {
        return new FrameSettings(directory, time, pattern, zone, Span.later(from, start), Span.earlier(to, end));
    }

    /** The same, relative paths taken to be in {@code folder}. */
    public FrameSettings relativeTo(Path folder) {
        return new FrameSettings(folder.resolve(directory).normalize(), time, pattern, zone, from, to);
    }
}
