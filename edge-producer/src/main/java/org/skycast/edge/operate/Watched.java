package org.skycast.edge.operate;

import java.util.List;
import java.util.Optional;

/** A running edge, as far as it must be watched. Asked from any thread; answers at once. */
public interface Watched {

    /** Its sources. */
    List<SourceState> sources();

    /** Why it takes nothing any more, in one sentence; empty while it does. */
    Optional<String> stopped();
}
