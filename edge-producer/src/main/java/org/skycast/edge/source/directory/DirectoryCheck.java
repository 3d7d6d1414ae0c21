package org.skycast.edge.source.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.skycast.edge.source.Checked;
import org.skycast.edge.source.ClockBound;
import org.skycast.edge.source.SourceCheck;
import org.skycast.edge.source.camera.Picture;

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
            Optional<FrameFile> newest = found.files().stream().max(Comparator.comparing(FrameFile::modified));
            return newest.isEmpty()
                    ? new SourceCheck.Silent("%s holds no picture yet%s.".formatted(config.directory(), aside(found)))
                    : newest(found, newest.get());
        } catch (UncheckedIOException e) {
            return SourceCheck.failed(e);
        }
    }

    private SourceCheck newest(FrameFiles found, FrameFile file) {
        String holds = "%s holds %d pictures%s; "
                .formatted(config.directory(), found.files().size(), aside(found));
        if (file.size() > Picture.MOST_BYTES) {
            return new SourceCheck.Failed(
                    "%sthe newest, %s, is left out: %s.".formatted(holds, file.name(), FrameDirectory.tooLarge(file)));
        }
        try {
            byte[] picture = file.read();
            SourceCheck told = newest(holds, file, time.of(file.path()));
            Optional<String> fault = Picture.fault(Picture.in(picture).orElse(picture));
            return told instanceof SourceCheck.Ok && fault.isPresent()
                    ? new SourceCheck.Warned("%s It is no frame: %s".formatted(told.says(), fault.get()))
                    : told;
        } catch (IOException e) {
            return new SourceCheck.Failed("%sthe newest, %s, cannot be read (%s); let the edge's user read it."
                    .formatted(holds, file.name(), UnreadableFrames.reason(e)));
        }
    }

    private SourceCheck newest(String holds, FrameFile file, Optional<Instant> at) {
        String seen = "%sthe time of the newest, %s, ".formatted(holds, file.name());
        if (at.isEmpty()) {
            return new SourceCheck.Failed(
                    seen + "cannot be told by %s; correct time, pattern or zone.".formatted(config.time()));
        }
        String known = seen + "is %s.".formatted(at.get());
        Instant now = clock.instant();
        if (ClockBound.isAhead(at.get(), now)) {
            return new SourceCheck.Silent(
                    known + " That is not yet, and it is left out; set the clock of what writes it, or correct zone.");
        }
        return ClockBound.isAhead(file.modified(), now)
                ? new SourceCheck.Silent(known
                        + " It was last changed at %s, which is not yet; set the clock of what writes it."
                                .formatted(file.modified()))
                : new SourceCheck.Ok(known, Optional.of(file.modified()));
    }

    /** What is there and is not taken. */
    private static String aside(FrameFiles found) {
        Set<String> folders = found.leftAside();
        String others = found.otherKinds().entrySet().stream()
                .map(one -> "%d %s".formatted(one.getValue(), one.getKey()))
                .collect(Collectors.joining(", "));
        return folders(folders, "left aside, for only folders named by date are read")
                + (others.isEmpty()
                        ? ""
                        : "; %s in it are left aside, for only JPEG and PNG are read".formatted(others))
                + folders(found.unreadable(), "not read, for the edge's user may not");
    }

    private static String folders(Set<String> names, String why) {
        return names.isEmpty()
                ? ""
                : "; the folder%s %s in it %s %s"
                        .formatted(
                                names.size() == 1 ? "" : "s",
                                String.join(", ", names),
                                names.size() == 1 ? "is" : "are",
                                why);
    }
}
