package org.skycast.edge.source;

import java.time.Duration;

/** Something of a station's that can be tried. */
public interface Checked {

    /** Its name; unique and the same at each start. */
    String name();

    /** Tries it once, within {@code limit}, and keeps nothing of what it gives. Never throws. */
    SourceCheck check(Duration limit);
}
