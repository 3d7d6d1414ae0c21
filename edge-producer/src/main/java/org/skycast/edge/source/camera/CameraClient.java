package org.skycast.edge.source.camera;

import java.time.Duration;
import java.util.Optional;

/** Something that gives a picture when it is asked. */
public interface CameraClient extends AutoCloseable {

    /**
     * The picture, unless it is known to be the one that was given last.
     *
     * @param known what {@link #known} was after the picture that was kept last
     * @param limit of the whole
     * @throws Exception in one sentence, why there is none
     */
    Optional<Capture> take(Known known, Duration limit) throws Exception;

    /** What it knows of the picture that it gave last. */
    Known known();

    @Override
    default void close() {}

    /** What tells a picture from the next, empty where nobody said. */
    record Known(String etag, String modified) {
        public static final Known NOTHING = new Known("", "");
    }
}
