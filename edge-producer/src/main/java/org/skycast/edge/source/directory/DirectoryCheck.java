package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.SourceCheck;

/** Tries a directory of frames. */
final class DirectoryCheck implements Checked {

    private final String stationId;
    private final DirectoryFrames config;
    private final FrameTime time;

    /** @throws org.skycast.settings.SettingsException if the pattern or the zone cannot be used */
    DirectoryCheck(String stationId, DirectoryFrames config) {
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
            List<Path> there = FrameFiles.in(stationId, config);
            return there.stream()
                    .max(Comparator.comparing(DirectoryCheck::written))
                    .<SourceCheck>map(newest -> newest(there.size(), newest))
                    .orElseGet(() -> new SourceCheck.Silent("%s holds no picture yet.".formatted(config.directory())));
        } catch (UncheckedIOException e) {
            return SourceCheck.failed(e);
        }
    }

    private SourceCheck newest(int number, Path file) {
        Optional<Instant> at = time.of(file);
        String seen = "%s holds %d pictures; the time of the newest, %s, "
                .formatted(config.directory(), number, file.getFileName());
        return at.isPresent()
                ? new SourceCheck.Ok(seen + "is %s.".formatted(at.get()), Optional.of(written(file)))
                : new SourceCheck.Failed(
                        seen + "cannot be told by %s; correct time, pattern or zone.".formatted(config.time()));
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }
}
