package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Reports as JSON, so that two can be compared line by line. */
public final class ReportJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private ReportJson() {}

    /** A line for each member, and within arrays for each element; members in the order of their names. */
    public static String of(ObjectNode tree) throws JsonProcessingException {
        var members = new TreeMap<String, JsonNode>();
        tree.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        var text = new StringBuilder();
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            text.append(text.isEmpty() ? "{\n" : ",\n");
            text.append('"').append(member.getKey()).append("\": ").append(lines(member.getValue()));
        }
        return text.append("\n}\n").toString();
    }

    private static String lines(JsonNode value) throws JsonProcessingException {
        if (!value.isArray() || value.isEmpty()) {
            return MAPPER.writeValueAsString(value);
        }
        var text = new StringBuilder();
        for (JsonNode element : value) {
            text.append(text.isEmpty() ? "[\n  " : ",\n  ").append(MAPPER.writeValueAsString(element));
        }
        return text.append("\n]").toString();
    }
}
