package org.skycast.edge.source;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A password or a token. It is never printed.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    /** The secret that a settings file or the environment gives as text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(String value) {
        return new Secret(value);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
