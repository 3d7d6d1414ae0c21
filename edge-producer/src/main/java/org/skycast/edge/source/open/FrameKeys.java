package org.skycast.edge.source.open;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.directory.DirectoryFrames;
import org.skycast.edge.source.program.CommandFrames;
import org.skycast.edge.source.snapshot.Snapshot;
import org.skycast.edge.source.snapshot.SnapshotFrames;

/** Every key that a group of frames may have; what the file does not say is null. */
public record FrameKeys(
        @JsonPropertyDescription("A folder of JPEG and PNG files, those that are there and those that come.") @Nullable
        Path directory,

        @GoesWith("directory") @JsonPropertyDescription("Where the time of a frame is found.")
        DirectoryFrames.@Nullable TimeFrom time,

        @GoesWith("directory")
        @JsonPropertyDescription(
                "The pattern of names without their ending, by the letters of DateTimeFormatter, or epoch or epochMillis; for `time: name`.")
        @Nullable
        String pattern,

        @GoesWith("directory") @JsonPropertyDescription("The zone of the times in names and in EXIF.") @Nullable
        String zone,

        @GoesWith("directory") @JsonPropertyDescription("Earlier frames are left aside.") @Nullable
        Instant from,

        @GoesWith("directory") @JsonPropertyDescription("Frames of this time and later are left aside.") @Nullable
        Instant to,

        @JsonPropertyDescription("A camera that answers a GET with its picture.") @Nullable
        Snapshot snapshot,

        @JsonPropertyDescription(
                "A program that writes a picture to its standard output, and its arguments; no shell reads them.")
        @Nullable
        List<String> command,

        @GoesWith("command")
        @JsonPropertyDescription("After this the program is stopped, with all that it started.")
        @Nullable
        Duration timeout,

        @GoesWith({"snapshot", "command"})
        @JsonPropertyDescription(
                "How often a picture is asked for, at whole multiples since midnight UTC; at least a second.")
        @Nullable
        Duration every,

        @GoesWith({"snapshot", "command"})
        @JsonPropertyDescription(
                "By up to this each request is put off, so that many stations do not ask at once; less than `every`.")
        @Nullable
        Duration jitter)
        implements SourceKeys<FrameSettings> {

    static final Kinds<FrameKeys, FrameSettings> KINDS = new Kinds<>(List.of(
            new Kind<>("directory", FrameKeys::directory, FrameKeys::ofDirectory),
            new Kind<>("snapshot", FrameKeys::snapshot, FrameKeys::ofSnapshot),
            new Kind<>("command", FrameKeys::command, FrameKeys::ofCommand)));

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
    public static final class Reader extends KeysReader<FrameKeys, FrameSettings> {

        /** As Jackson makes it. */
        public Reader() {
            super(FrameKeys.class);
        }
    }
}
