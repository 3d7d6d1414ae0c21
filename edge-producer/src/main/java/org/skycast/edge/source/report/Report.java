package org.skycast.edge.source.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a sensor said at one time: fields and their text. */
public interface Report {

    /** The text of a field; empty if it is not there or holds nothing. */
    Optional<String> text(String field);

    /** The names of the fields at hand, for messages. */
    Collection<String> names();

    /**
     * The fields of a form or a query as {@code application/x-www-form-urlencoded}, read as leniently as consoles write it;
     * of a name given twice, the last. Capitals in names mean nothing, unless two names differ by these alone.
     */
    static Report form(String encoded) {
        return of(FormText.anyCase(FormText.decoded(encoded)));
    }

    /** The same as they stand, not decoded: some consoles send a password with a percent sign or a plus as it is. */
    static Report formAsItStands(String encoded) {
        return of(FormText.anyCase(FormText.plain(encoded)));
    }

    /** A form that may have been cut, without its last field, which may be half a field; whole is one that a separator ends. */
    static String formWithoutLast(String encoded) {
        return FormText.withoutLast(encoded);
    }

    /** The fields as they are. */
    static Report of(Map<String, String> fields) {
        return new Report() {
            @Override
            public Optional<String> text(String field) {
                return Optional.ofNullable(fields.get(field)).map(String::strip).filter(text -> !text.isEmpty());
            }

            @Override
            public Collection<String> names() {
                return fields.keySet();
            }
        };
    }

    /** A JSON object; a dot in a field's name steps into an object or, by a number, into a list. */
    static Report json(JsonNode object) {
        return new Report() {
            @Override
            public Optional<String> text(String field) {
                return Stream.of(object.path(field), stepped(object, field))
                        .filter(JsonNode::isValueNode)
                        .filter(node -> !node.isNull())
                        .map(JsonNode::asText)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .findFirst();
            }

            @Override
            public Collection<String> names() {
                List<String> names = StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                        .toList();
                return names;
            }
        };
    }

    private static JsonNode stepped(JsonNode object, String field) {
        JsonNode at = object;
        for (String step : field.split("\\.", -1)) {
            at = at.isArray() && step.matches("\\d{1,6}") ? at.path(Integer.parseInt(step)) : at.path(step);
        }
        return at;
    }
}
