package org.skycast.trials;

import java.util.EnumSet;
import java.util.Set;

/** Whether stations teach the bundle that is tried. */
public enum Adapt {
    /** As where it runs live: what goes out rests on what the station has taught. */
    ON,
    /** The bundle alone. */
    OFF;

    /** Whose scores there are to tell apart. */
    Set<Voice> voices() {
        return this == ON ? EnumSet.allOf(Voice.class) : EnumSet.of(Voice.ISSUED);
    }
}
