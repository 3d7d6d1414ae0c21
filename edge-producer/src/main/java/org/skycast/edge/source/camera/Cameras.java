package org.skycast.edge.source.camera;

import java.time.InstantSource;
import org.skycast.edge.source.LiveSource;
import org.skycast.edge.source.Pause;
import org.skycast.edge.source.program.CommandFrames;
import org.skycast.edge.source.program.ProgramCameraClient;
import org.skycast.edge.source.snapshot.SnapshotCameraClient;
import org.skycast.edge.source.snapshot.SnapshotFrames;

/** Cameras that are asked for their pictures. */
public final class Cameras {

    private Cameras() {}

    /** A camera that answers over HTTP. */
    public static LiveSource snapshot(String stationId, SnapshotFrames config, InstantSource clock, Pause pause) {
        return new PolledCamera(
                stationId,
                stationId + "/frames/snapshot",
                config.cadence(),
                () -> new SnapshotCameraClient(config.snapshot(), clock),
                config.snapshot().timeout(),
                clock,
                pause);
    }

    /** A program that writes a picture. */
    public static LiveSource command(String stationId, CommandFrames config, InstantSource clock, Pause pause) {
        return new PolledCamera(
                stationId,
                stationId + "/frames/command",
                config.cadence(),
                () -> new ProgramCameraClient(config.command(), clock),
                config.timeout(),
                clock,
                pause);
    }
}
