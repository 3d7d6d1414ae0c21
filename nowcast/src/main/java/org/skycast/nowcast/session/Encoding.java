package org.skycast.nowcast.session;

import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Sky;

/** What an encoder makes of an admitted frame, or what is found of an embedding in its place. */
public sealed interface Encoding {

    /** A sky, made with {@link Sky#of} from the stamp that was admitted. */
    record Encoded(Sky sky) implements Encoding {}

    /** Nothing that can be used. */
    record Unusable(Rejection rejection) implements Encoding {}
}
