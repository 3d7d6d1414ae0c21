package org.skycast.edge.source.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.FrameSettings;

/** A camera that is asked for its picture over HTTP. */
public record SnapshotFrames(Snapshot snapshot, Cadence cadence) implements FrameSettings {

    @Override
    public SnapshotFrames within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public SnapshotFrames relativeTo(Path folder) {
        return new SnapshotFrames(snapshot.relativeTo(folder), cadence);
    }
}
