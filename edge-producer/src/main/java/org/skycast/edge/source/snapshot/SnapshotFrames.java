package org.skycast.edge.source.snapshot;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.camera.PolledCamera;

/** A camera that is asked for its picture over HTTP. */
public record SnapshotFrames(
        Snapshot snapshot, @JsonUnwrapped Cadence cadence) implements FrameSettings {

    @Override
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Live(new PolledCamera(
                stationId,
                stationId + "/frames/snapshot",
                cadence,
                () -> new SnapshotCameraClient(snapshot, context.clock()),
                snapshot.timeout(),
                context.clock(),
                context.pause()));
    }

    @Override
    public SnapshotFrames within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public SnapshotFrames relativeTo(Path folder) {
        return new SnapshotFrames(snapshot.relativeTo(folder), cadence);
    }
}
