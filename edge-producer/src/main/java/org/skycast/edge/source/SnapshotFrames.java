package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A camera that is asked for its picture over HTTP. */
public record SnapshotFrames(
        Snapshot snapshot, @JsonUnwrapped Cadence cadence) implements FrameSettings {

    @Override
    public SnapshotFrames within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public SnapshotFrames relativeTo(Path folder) {
        return new SnapshotFrames(snapshot.relativeTo(folder), cadence);
    }
}
