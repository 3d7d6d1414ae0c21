package org.skycast.edge.source.directory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.SourceCheck;

/** Tries a directory of frames. */
final class DirectoryCheck implements Checked {

    private final String stationId;
    private final DirectoryFrames config;
    private final FrameTime time;
    private final InstantSource clock;

    /** @throws org.skycast.settings.SettingsException if the pattern or the zone cannot be used */
    DirectoryCheck(String stationId, DirectoryFrames config, InstantSource clock) {
        this.clock = clock;
        this.stationId = stationId;
        this.config = config;
        this.time = FrameTime.from(config);
    }

    @Override
    public String name() {
        return FrameDirectory.nameOf(stationId, config);
    }

    @Override
    public SourceCheck check(Duration limit) {
        try {
            FrameFiles found = FrameFiles.in(stationId, config);
            return found.files().stream()
                    .max(Comparator.comparing(FrameFile::modified))
                    .<SourceCheck>map(newest -> newest(found, newest))
                    .orElseGet(() -> new SourceCheck.Silent(
                            "%s holds no picture yet%s.".formatted(config.directory(), aside(found))));
        } catch (UncheckedIOException e) {
            return SourceCheck.failed(e);
        }
    }

    private SourceCheck newest(FrameFiles found, FrameFile file) {
        Optional<Instant> at = time.of(file.path());
        String seen = "%s holds %d pictures%s; the time of the newest, %s, "
                .formatted(config.directory(), found.files().size(), aside(found), file.name());
        if (at.isEmpty()) {
            return new SourceCheck.Failed(
                    seen + "cannot be told by %s; correct time, pattern or zone.".formatted(config.time()));
        }
        String known = seen + "is %s.".formatted(at.get());
        Instant now = clock.instant();
        if (at.get().isAfter(now.plus(FrameDirectory.MOST_AHEAD))) {
            return new SourceCheck.Silent(
                    known + " That is not yet, and it is left out; set the clock of what writes it, or correct zone.");
        }
        return file.modified().isAfter(now.plus(FrameDirectory.MOST_AHEAD))
                ? new SourceCheck.Silent(known
                        + " It was last changed at %s, which is not yet; set the clock of what writes it."
                                .formatted(file.modified()))
                : new SourceCheck.Ok(known, Optional.of(file.modified()));
    }

    private static String aside(FrameFiles found) {
        return found.leftAside().isEmpty()
                ? ""
                : "; the folder%s %s in it %s left aside, for only folders named by date are read"
                        .formatted(
                                found.leftAside().size() == 1 ? "" : "s",
                                String.join(", ", found.leftAside()),
                                found.leftAside().size() == 1 ? "is" : "are");
    }
}
