package org.skycast.edge.source.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reports as JSON text. */
public final class JsonReports {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReports() {}

    /** @throws IOException if the text is no JSON object */
    public static Report one(byte[] text) throws IOException {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return Report.json(object);
            }
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
        throw new IOException("it is JSON, but no object");
    }

    /**
     * One object, or one a line, or a list of them.
     *
     * @throws IOException if the text is anything else, naming where
     */
    public static List<Report> all(byte[] text) throws IOException {
        List<Report> reports = new ArrayList<>();
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNextValue()) {
                add(values.nextValue(), reports);
            }
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
        if (reports.isEmpty()) {
            throw new IOException("there is no JSON object in '%s'".formatted(shown(text)));
        }
        return reports;
    }

    /** Without Jackson's place in the text, which takes a line of its own. */
    private static IOException noJson(JsonProcessingException e) {
        return new IOException("it is no JSON: %s".formatted(e.getOriginalMessage()), e);
    }

    private static void add(JsonNode value, List<Report> reports) {
        if (value.isObject()) {
            reports.add(Report.json(value));
        } else if (value.isArray()) {
            value.forEach(element -> add(element, reports));
        }
    }

    private static String shown(byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8).strip();
        return all.length() > 60 ? all.substring(0, 60) + "…" : all;
    }
}
