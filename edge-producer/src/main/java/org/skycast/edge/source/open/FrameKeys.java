package org.skycast.edge.source.open;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.directory.DirectoryFrames;
import org.skycast.edge.source.program.CommandFrames;
import org.skycast.edge.source.snapshot.Snapshot;
import org.skycast.edge.source.snapshot.SnapshotFrames;

/** Every key that a group of frames may have; what the file does not say is null. */
public record FrameKeys(
        @Nullable Path directory,
        DirectoryFrames.@Nullable TimeFrom time,
        @Nullable String pattern,
        @Nullable String zone,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Snapshot snapshot,
        @Nullable List<String> command,
        @Nullable Duration timeout,
        @Nullable Duration every,
        @Nullable Duration jitter)
        implements SourceKeys<FrameSettings> {

    private static final Kinds<FrameKeys, FrameSettings> KINDS = new Kinds<>(
            FrameKeys.class,
            List.of(
                    new Kind<>(
                            "directory",
                            FrameKeys::directory,
                            Set.of("time", "pattern", "zone", "from", "to"),
                            FrameKeys::ofDirectory),
                    new Kind<>("snapshot", FrameKeys::snapshot, Set.of("every", "jitter"), FrameKeys::ofSnapshot),
                    new Kind<>("command", FrameKeys::command, Set.of("every", "jitter", "timeout"), FrameKeys::ofCommand)));

    @Override
    public FrameSettings settings() {
        return KINDS.settings(this);
    }

    private FrameSettings ofDirectory(Path named) {
        return new DirectoryFrames(named, time, pattern, zone, Optional.ofNullable(from), Optional.ofNullable(to));
    }

    private FrameSettings ofSnapshot(Snapshot named) {
        return new SnapshotFrames(named.checked(), cadence());
    }

    private FrameSettings ofCommand(List<String> named) {
        return new CommandFrames(named, timeout == null ? Duration.ofSeconds(30) : timeout, cadence());
    }

    private Cadence cadence() {
        return new Cadence(every == null ? Duration.ofMinutes(5) : every, jitter == null ? Duration.ZERO : jitter);
    }

    /** Reads a group of frames as the settings that its keys mean. */
    public static final class Reader extends KeysReader<FrameSettings> {

        /** As Jackson makes it. */
        public Reader() {
            super(FrameKeys.class);
        }
    }
}
