package org.skycast.nowcast.alert;

/** How bad it is, in the words of the Common Alerting Protocol 1.2. */
public enum AlertSeverity {
    Minor,
    Moderate,
    Severe,
    Extreme,
    Unknown
}
