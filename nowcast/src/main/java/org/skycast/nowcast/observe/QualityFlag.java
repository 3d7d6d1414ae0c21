package org.skycast.nowcast.observe;

/** What quality control has against a variable of a slot that it lets through to be seen. */
public enum QualityFlag {
    /** The sensor has said the same for longer than the weather does; a forecast does not use the value. */
    STUCK
}
