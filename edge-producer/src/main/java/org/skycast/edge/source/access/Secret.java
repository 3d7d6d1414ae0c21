package org.skycast.edge.source.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.skycast.settings.Confidential;
import org.skycast.settings.SettingsText;

/**
 * A password or a token. It is never printed.
 *
 * @param value the secret itself
 */
@Confidential
public record Secret(String value) {

    /**
     * The secret that a settings file or the environment gives as text.
     *
     * @throws IllegalArgumentException if it is none: of a number YAML drops zeros, and {@code no} is false
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(Object value) {
        if (value instanceof String text) {
            return new Secret(text);
        }
        throw new IllegalArgumentException("A password that is a number, yes or no must stand in quotes.");
    }

    @Override
    public String toString() {
        return SettingsText.SECRET;
    }
}
