package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skycast.edge.source.directory.DirectoryFrames;
import org.skycast.edge.source.open.KeyChoice;
import org.skycast.edge.source.program.CommandFrames;
import org.skycast.edge.source.snapshot.Snapshot;
import org.skycast.edge.source.snapshot.SnapshotFrames;

/** Where a station's frames come from; in YAML told by the key {@code directory}, {@code snapshot} or {@code command}. */
public interface FrameSettings {

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
            @Nullable Duration jitter) {

        private FrameSettings settings() {
            var keys = new KeyChoice(Map.ofEntries(
                    Map.entry("directory", directory != null),
                    Map.entry("time", time != null),
                    Map.entry("pattern", pattern != null),
                    Map.entry("zone", zone != null),
                    Map.entry("from", from != null),
                    Map.entry("to", to != null),
                    Map.entry("snapshot", snapshot != null),
                    Map.entry("command", command != null),
                    Map.entry("timeout", timeout != null),
                    Map.entry("every", every != null),
                    Map.entry("jitter", jitter != null)));
            String kind = keys.kind(List.of("directory", "snapshot", "command"));
            if (directory != null) {
                keys.onlyWith(kind, Set.of("time", "pattern", "zone", "from", "to"));
                return new DirectoryFrames(
                        directory, time, pattern, zone, Optional.ofNullable(from), Optional.ofNullable(to));
            }
            var cadence =
                    new Cadence(every == null ? Duration.ofMinutes(5) : every, jitter == null ? Duration.ZERO : jitter);
            if (snapshot != null) {
                keys.onlyWith(kind, Set.of("every", "jitter"));
                return new SnapshotFrames(snapshot.checked(), cadence);
            }
            keys.onlyWith(kind, Set.of("every", "jitter", "timeout"));
            return new CommandFrames(
                    command == null ? List.of() : command, timeout == null ? Duration.ofSeconds(30) : timeout, cadence);
        }
    }
}
