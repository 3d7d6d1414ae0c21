package org.skycast.dashboard.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for an answer.
 *
 * @param steps the path's variable parts, such as a station's id, decoded
 * @param parameters of the query, decoded; each once
 * @param now the server's clock
 */
public record Asked(List<String> steps, Map<String, String> parameters, Instant now) {

    public Asked {
        steps = List.copyOf(steps);
        parameters = Map.copyOf(parameters);
    }

    /** A parameter; empty where it is not given or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isBlank());
    }

    /**
     * A whole number.
     *
     * @throws AskedWrongly if it is none, or outside of the bounds
     */
    int number(String name, int usual, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.get().matches("[0-9]{1,6}")
                || Integer.parseInt(text.get()) < least
                || Integer.parseInt(text.get()) > most) {
            throw new AskedWrongly(
                    400, "The parameter '%s' must be a whole number from %d to %d.".formatted(name, least, most));
        }
        return Integer.parseInt(text.get());
    }

    /**
     * A time, such as 2026-06-01T12:00:00Z.
     *
     * @throws AskedWrongly if it is none
     */
    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new AskedWrongly(
                        400, "The parameter '%s' must be a time, such as 2026-06-01T12:00:00Z.".formatted(name));
            }
        });
    }

    /**
     * One of some words.
     *
     * @throws AskedWrongly if it is another
     */
    String word(String name, String usual, List<String> known) {
        String text = text(name).orElse(usual);
        if (!known.contains(text)) {
            throw new AskedWrongly(
                    400, "The parameter '%s' must be one of: %s.".formatted(name, String.join(", ", known)));
        }
        return text;
    }
}
