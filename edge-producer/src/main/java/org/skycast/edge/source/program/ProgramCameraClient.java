package org.skycast.edge.source.program;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.camera.CameraClient;
import org.skycast.edge.source.camera.Capture;
import org.skycast.edge.source.camera.Picture;

/** A program that writes a picture. It was captured when the program ended: exposure is the last thing but the coding. */
final class ProgramCameraClient implements CameraClient {

    /** What any camera of a few dozen megapixels stays under. */
    static final long MOST_BYTES = 20_000_000;

    private final List<String> command;
    private final InstantSource clock;

    ProgramCameraClient(List<String> command, InstantSource clock) {
        this.command = command;
        this.clock = clock;
    }

    @Override
    public Optional<Capture> take(Known known, Duration limit) throws ProgramException, InterruptedException {
        var program = new Program(command, limit, MOST_BYTES);
        byte[] image = program.run();
        Instant at = clock.instant();
        byte[] picture = Picture.in(image)
                .orElseThrow(() -> new ProgramException(
                        "The program %s wrote %d bytes that are neither JPEG nor PNG; have it write a picture to its standard output."
                                .formatted(program.name(), image.length)));
        return Optional.of(new Capture(at, picture));
    }

    @Override
    public Known known() {
        return Known.NOTHING;
    }
}
