package org.skycast.dashboard.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.skycast.dashboard.store.Times;

/** JSON as it is kept and answered: times in seconds since 1970, numbers no longer than anybody reads. */
public final class Json {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final double THOUSANDTHS = 1_000;

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** What {@link #text} gave. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds what is no JSON.", e);
        }
    }

    /** As text. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of numbers and names could not be written.", e);
        }
    }

    /** To thousandths; what is not finite becomes null, for JSON has no other word. */
    static void number(ObjectNode to, String name, @Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            to.putNull(name);
        } else {
            to.put(name, rounded(value));
        }
    }

    static void number(ArrayNode to, double value) {
        if (Double.isFinite(value)) {
            to.add(rounded(value));
        } else {
            to.addNull();
        }
    }

    static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }

    static void time(ObjectNode to, String name, @Nullable Instant value) {
        if (value == null) {
            to.putNull(name);
        } else {
            to.put(name, Times.seconds(value));
        }
    }

    static ArrayNode texts(Collection<String> all) {
        ArrayNode array = array();
        all.forEach(array::add);
        return array;
    }
}
