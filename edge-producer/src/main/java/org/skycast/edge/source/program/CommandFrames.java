package org.skycast.edge.source.program;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.Cadence;
import org.skycast.edge.source.FrameSettings;
import org.skycast.edge.source.Opened;
import org.skycast.edge.source.SourceContext;
import org.skycast.edge.source.camera.PolledCamera;
import org.skycast.settings.Confidential;

/**
 * A program that writes a picture to its standard output, such as libcamera-still or ffmpeg.
 *
 * @param command the program and its arguments; no shell reads them
 * @param timeout after which it is stopped, with all that it started
 */
public record CommandFrames(
        @Confidential List<String> command,
        Duration timeout,
        @JsonUnwrapped Cadence cadence) implements FrameSettings {

    /** @throws IllegalArgumentException if no program is named or the timeout is not positive */
    public CommandFrames {
        command = Commands.checked(command, timeout);
    }

    @Override
    public Opened open(String stationId, SourceContext context) {
        return new Opened.Live(new PolledCamera(
                stationId,
                stationId + "/frames/command",
                cadence,
                () -> new ProgramCameraClient(command, context.clock()),
                timeout,
                context.clock(),
                context.pause()));
    }

    @Override
    public CommandFrames within(Optional<Instant> start, Optional<Instant> end) {
        return this;
    }

    @Override
    public CommandFrames relativeTo(Path folder) {
        return this;
    }
}
