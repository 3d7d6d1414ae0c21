package org.skycast.dashboard.project;

/** What became of an alert, by what was then measured. */
public enum WarningFate {
    /** What it warned of came, and it had been told for long enough before. */
    FORETOLD,
    /** It came, but had begun before the alert, or too soon after it. */
    LATE,
    /** It did not come while the alert held, and that was measured. */
    FALSE_ALARM,
    /** Too little was measured, or is still kept, to tell; or it was told in hindsight. */
    UNKNOWN
}
