package org.skycast.edge.source.directory;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.Memory;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.Span;

/**
 * A directory of frames.
 *
 * @param time where a frame's time is found; when it was written if absent
 * @param pattern of names without their ending, as DateTimeFormatter has it, or {@code epoch} or {@code epochMillis}; for
 *     {@code time: name}; with slashes it is of the folders before the name too
 * @param zone of the times in names and in EXIF; UTC if absent
 * @param from earlier frames are left aside
 * @param to so are these and later ones
 */
public record DirectoryFrames(
        Path directory, TimeFrom time, String pattern, String zone, Optional<Instant> from, Optional<Instant> to)
        implements FrameSettings {

    /** Where a frame's time is found. */
    public enum TimeFrom {
        name,
        exif,
        modified
    }

    public DirectoryFrames(
            Path directory,
            @Nullable TimeFrom time,
            @Nullable String pattern,
            @Nullable String zone,
            Optional<Instant> from,
            Optional<Instant> to) {
        this.directory = directory;
        this.time = time == null ? TimeFrom.modified : time;
        this.pattern = pattern == null ? "yyyyMMdd'T'HHmmss'Z'" : pattern;
        this.zone = zone == null ? "UTC" : zone;
        this.from = from;
        this.to = to;
    }

    @Override
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Pulled(
                new DirectoryCheck(stationId, this, context.clock()),
                Memory.EACH,
                () -> new FrameDirectory(
                        stationId, this, context.follow(), context.metrics(), context.clock(), context.items()));
    }

    @Override
    public DirectoryFrames within(Optional<Instant> start, Optional<Instant> end) {
        return new DirectoryFrames(directory, time, pattern, zone, Span.later(from, start), Span.earlier(to, end));
    }

    @Override
    public DirectoryFrames relativeTo(Path folder) {
        return new DirectoryFrames(folder.resolve(directory).normalize(), time, pattern, zone, from, to);
    }
}
