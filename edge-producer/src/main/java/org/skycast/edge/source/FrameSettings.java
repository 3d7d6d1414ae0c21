package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a station's frames come from; in YAML told by the key {@code directory}, {@code snapshot} or {@code command}. */
public sealed interface FrameSettings permits DirectoryFrames, SnapshotFrames, CommandFrames {

    /** The same, with nothing earlier than {@code start}, nor of {@code end} or later; what is live now has no such span. */
    FrameSettings within(Optional<Instant> start, Optional<Instant> end);

    /** The same, relative paths taken to be in {@code folder}. */
    FrameSettings relativeTo(Path folder);

    /**
     * The settings that the keys of a YAML group mean.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or one does not fit
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static FrameSettings of(Keys keys) {
        return keys.settings();
    }

    /** Every key that a group of frames may have; what the file does not say is null. */
    record Keys(
            @JsonPropertyDescription("A folder of JPEG and PNG files, those that are there and those that come.")
            @Nullable
            Path directory,

            @GoesWith("directory") @JsonPropertyDescription("Where the time of a frame is found.")
            DirectoryFrames.@Nullable TimeFrom time,

            @GoesWith("directory")
            @JsonPropertyDescription(
                    "The pattern of names without their ending, by the letters of DateTimeFormatter; for `time: name`.")
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
            Duration jitter) {

        private FrameSettings settings() {
            KeyChoice.kind(this);
            if (directory != null) {
                return new DirectoryFrames(
                        directory, time, pattern, zone, Optional.ofNullable(from), Optional.ofNullable(to));
            }
            var cadence =
                    new Cadence(every == null ? Duration.ofMinutes(5) : every, jitter == null ? Duration.ZERO : jitter);
            if (snapshot != null) {
                return new SnapshotFrames(snapshot.checked(), cadence);
            }
            return new CommandFrames(
                    command == null ? List.of() : command, timeout == null ? Duration.ofSeconds(30) : timeout, cadence);
        }
    }
}
