package org.skycast.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is wrong with a settings file in one plain sentence. */
final class SettingsMistake {

    /** What is asked for in place of a value of the wrong form. */
    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "is no duration; give one such as PT5M (five minutes) or P30D (thirty days)",
            Instant.class, "is no time; give one such as 2026-06-01T00:00:00Z",
            boolean.class, "is neither true nor false",
            Boolean.class, "is neither true nor false");

    private static final Pattern MARK = Pattern.compile("line \\d+, column \\d+");

    private SettingsMistake() {}

    /** @param where what names the settings */
    static SettingsException of(JsonProcessingException e, String where) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            SettingsException named =
                    unknown(where, path(unknown), unknown.getPropertyName(), unknown.getKnownPropertyIds());
            named.initCause(e);
            return named;
        }
        if (e instanceof JsonMappingException misfit) {
            String path = path(misfit);
            return new SettingsException(
                    "The settings %s do not fit%s: %s"
                            .formatted(where, path.isEmpty() ? "" : " at '" + path + "'", reason(misfit)),
                    e);
        }
        return new SettingsException("The settings %s are no YAML%s.".formatted(where, broken(e)), e);
    }

    /** @param path of the key, and its name at the end of it */
    static SettingsException unknown(String where, String path, String name, Collection<?> known) {
        return new SettingsException(
                "The settings %s have an unknown key '%s'; %s".formatted(where, path, hint(name, known)));
    }

    private static String reason(JsonMappingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        if (e instanceof InvalidFormatException format) {
            return "'%s' %s.".formatted(format.getValue(), form(format.getTargetType()));
        }
        if (e instanceof MismatchedInputException shape && shape.getTargetType() != null) {
            return shape(shape.getTargetType()) + ".";
        }
        return firstLine(e) + ".";
    }

    private static String form(Class<?> type) {
        if (type.isEnum()) {
            return "is not known; known are "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return FORMS.getOrDefault(type, "is no number; write one such as 59.91, with a point");
        }
        return FORMS.getOrDefault(type, "cannot be used here");
    }

    private static String shape(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "Give a list, such as [a, b]";
        }
        if (type.isRecord()) {
            List<String> keys = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
            return "Give a group of keys, { … }; known are " + String.join(", ", keys);
        }
        if (Map.class.isAssignableFrom(type)) {
            return "Give a group of keys, { … }";
        }
        if (FORMS.containsKey(type)) {
            return "What is there " + FORMS.get(type);
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "Give a number" : "Give a single value";
    }

    /** Where the YAML breaks off and why, in one line: the parser draws the place over several. */
    private static String broken(JsonProcessingException e) {
        Matcher mark = MARK.matcher(String.valueOf(e.getOriginalMessage()));
        JsonLocation read = e.getLocation();
        String place = read == null ? "" : " at line %d, column %d".formatted(read.getLineNr(), read.getColumnNr());
        // The last is of the problem; what the parser has read ends before it.
        while (mark.find()) {
            place = " at " + mark.group();
        }
        return "%s: %s".formatted(place, firstLine(e));
    }

    /** The message up to the first line that is drawn. */
    private static String firstLine(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .takeWhile(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "))
                .replaceFirst("[.]$", "");
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String hint(String wrong, Collection<?> right) {
        return SettingsFile.nearest(wrong, right)
                .map("did you mean '%s'?"::formatted)
                .orElseGet(() -> "known are %s.".formatted(right));
    }
}
