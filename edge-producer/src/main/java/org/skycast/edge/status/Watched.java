package org.skycast.edge.status;

import java.util.List;
import java.util.Optional;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.uplink.UplinkState;

/** A running edge, as far as it must be watched. Asked from any thread; answers at once. */
public interface Watched {

    /** Its sources. */
    List<SourceState> sources();

    /** How full its spool is. */
    SpoolState spool();

    /** How its way to the broker is. */
    UplinkState uplink();

    /** How far what was recorded has been read; empty where nothing recorded is. */
    default Optional<RecordedState> recorded() {
        return Optional.empty();
    }

    /** Why it takes nothing any more, in one sentence; empty while it does. */
    Optional<String> stopped();
}
