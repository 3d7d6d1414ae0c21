package org.skycast.edge.source.camera;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.skycast.edge.source.program.Program;
import org.skycast.edge.source.program.ProgramException;

/** A program that writes a picture. It was captured when the program ended: exposure is the last thing but the coding. */
final class ProgramLens implements Lens {

    /** What any camera of a few dozen megapixels stays under. */
    static final long MOST_BYTES = 20_000_000;

    private final List<String> command;
    private final InstantSource clock;

    ProgramLens(List<String> command, InstantSource clock) {
        this.command = command;
        this.clock = clock;
    }

    @Override
    public Optional<Shot> take(Known known, Duration limit) throws ProgramException, InterruptedException {
        var program = new Program(command, limit, MOST_BYTES);
        byte[] image = program.run();
        Instant at = clock.instant();
        if (!Picture.is(image)) {
            throw new ProgramException(
                    "The program %s wrote %d bytes that are neither JPEG nor PNG; have it write a picture to its standard output."
                            .formatted(program.name(), image.length));
        }
        return Optional.of(new Shot(at, image));
    }

    @Override
    public Known known() {
        return Known.NOTHING;
    }
}
