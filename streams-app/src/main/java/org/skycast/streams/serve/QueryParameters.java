package org.skycast.streams.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.station.Station;
import org.skycast.nowcast.verify.rolling.Window;

/** The parameters of a request, each at most once and of those that the address knows. */
final class QueryParameters {

    private static final int LONGEST_LEAD = 7 * 24 * 60;

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a query string.
     *
     * @param known the names that the address knows
     * @throws BadRequestException if one is unknown or comes twice
     */
    static QueryParameters of(@Nullable String query, List<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int at = part.indexOf('=');
            String name = decoded(at < 0 ? part : part.substring(0, at));
            if (!known.contains(name)) {
                throw new BadRequestException("There is no parameter '%s' here; those known are: %s."
                        .formatted(name, String.join(", ", known)));
            }
            if (values.put(name, at < 0 ? "" : decoded(part.substring(at + 1))) != null) {
                throw new BadRequestException("The parameter '%s' comes twice; give it once.".formatted(name));
            }
        }
        return new QueryParameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The query has an escape that cannot be read in '%s'.".formatted(text));
        }
    }

    /** A name, if it is given. */
    Optional<String> name(String parameter) {
        return read(parameter, text -> text.isBlank() ? Optional.empty() : Optional.of(text), "a name");
    }

    /** A station's id. */
    Optional<String> station() {
        return read(
                "station",
                text -> Optional.of(text).filter(Station::isId),
                "a station's id: letters, digits, '.', '_' and '-', at most 64");
    }

    /** A lead time in minutes. */
    Optional<Duration> lead() {
        return read(
                "lead",
                text -> Optional.of(text)
                        .filter(t -> t.matches("[0-9]{1,5}"))
                        .map(Integer::valueOf)
                        .filter(minutes -> minutes > 0 && minutes <= LONGEST_LEAD)
                        .map(Duration::ofMinutes),
                "whole minutes, such as 60");
    }

    /** How far back. */
    Optional<Window> window() {
        String known = Arrays.stream(Window.values()).map(Window::label).collect(Collectors.joining(", "));
        return read("window", Window::named, "one of " + known);
    }

    private <T> Optional<T> read(String parameter, Function<String, Optional<T>> reader, String wanted) {
        return Optional.ofNullable(values.get(parameter))
                .map(text -> reader.apply(text)
                        .orElseThrow(() -> new BadRequestException(
                                "The parameter '%s' must be %s, but is '%s'.".formatted(parameter, wanted, text))));
    }
}
