package org.skycast.nowcast.station;

import java.util.regex.Pattern;

/**
 * A station that may send data.
 *
 * @param id WIGOS form ({@code 0-20000-0-06180}) or any of {@code [A-Za-z0-9._-]{1,64}}
 * @param name what people call it
 * @param site where it stands
 */
public record Station(String id, String name, Site site) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if the id has another form */
    public Station {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "The station id '%s' is not usable; use 1 to 64 letters, digits, dots, underscores or hyphens."
                            .formatted(id));
        }
    }

    /** Whether {@code text} can be a station id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
