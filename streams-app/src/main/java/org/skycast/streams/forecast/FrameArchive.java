package org.skycast.streams.forecast;

import java.util.Optional;
import org.skycast.nowcast.observe.Origin;

/** Frames, by where they stand in the log. One task uses one, from one thread. */
public interface FrameArchive extends AutoCloseable {

    /** The image file of a frame; empty if the log no longer has it, or if it never held the frame itself. */
    Optional<byte[]> image(Origin origin);

    @Override
    void close();
}
