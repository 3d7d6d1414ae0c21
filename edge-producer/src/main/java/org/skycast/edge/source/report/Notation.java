package org.skycast.edge.source.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a source writes times, and what it writes where it has no value; what is not said is as a map says, or plain.
 *
 * @param timeFormat the form of times that are in none that is known
 * @param zone of times that do not say an offset
 * @param missing numbers and words that stand for a missing value
 */
public record Notation(Optional<String> timeFormat, Optional<String> zone, List<String> missing) {

    /** Nothing is said. */
    public static final Notation PLAIN = new Notation(Optional.empty(), Optional.empty(), List.of());

    public Notation {
        missing = List.copyOf(missing);
    }

    /** This, and what it does not say as {@code other} does; what means missing in either does. */
    Notation over(Notation other) {
        return new Notation(
                timeFormat.or(other::timeFormat),
                zone.or(other::zone),
                Stream.concat(missing.stream(), other.missing().stream())
                        .distinct()
                        .toList());
    }

    /** @throws org.skycast.settings.SettingsException if the format or the zone cannot be used */
    public TimeText times() {
        return TimeText.of(timeFormat, zone);
    }
}
