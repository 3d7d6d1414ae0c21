package org.skycast.edge.source.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports in JSON text: one object, or one a line, or lists of them.
 *
 * @param reports in the order of the text
 * @param broken what is no report beside them, why in a few words each, at least the first
 * @param unreadable how many of these there are
 */
public record JsonReports(List<Element> reports, List<String> broken, int unreadable) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 60;
    private static final int REASONS = 10;

    /**
     * One report.
     *
     * @param text of its object alone
     */
    public record Element(Report report, String text) {}

    public JsonReports {
        reports = List.copyOf(reports);
        broken = List.copyOf(broken);
    }

    /**
     * Reads all of it. What is no object, or a line that is no JSON, costs itself alone.
     *
     * @throws IOException if nothing of it is an object, why in a few words
     */
    public static JsonReports read(byte[] bytes) throws IOException {
        var all = new Collected();
        try {
            all.addAll(values(bytes));
        } catch (IOException strict) {
            lenient(new String(bytes, StandardCharsets.UTF_8), all);
            if (all.reports.isEmpty()) {
                throw strict;
            }
        }
        if (all.reports.isEmpty()) {
            throw new IOException(
                    all.broken.isEmpty()
                            ? "there is no JSON object in '%s'".formatted(shown(bytes))
                            : all.broken.get(0));
        }
        return new JsonReports(all.reports, all.broken, all.unreadable);
    }

    private static void lenient(String text, Collected all) {
        String mended = LenientJson.mended(text);
        try {
            all.addAll(values(mended.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException whole) {
            long lines = mended.lines().filter(line -> !line.isBlank()).count();
            if (lines <= 1) {
                all.broken(String.valueOf(whole.getMessage()));
                return;
            }
            mended.lines().filter(line -> !line.isBlank()).forEach(line -> {
                try {
                    all.addAll(values(line.getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    all.broken(String.valueOf(e.getMessage()));
                }
            });
        }
    }

    private static List<JsonNode> values(byte[] text) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        try (var all = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (all.hasNextValue()) {
                values.add(all.nextValue());
            }
        } catch (JsonProcessingException e) {
            // Without Jackson's place in the text, which takes a line of its own.
            throw new IOException("it is no JSON: %s".formatted(e.getOriginalMessage()), e);
        }
        return values;
    }

    private static String shown(byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8).strip();
        return all.length() > SHOWN ? all.substring(0, SHOWN) + "…" : all;
    }

    /** What has been found so far. */
    private static final class Collected {
        private final List<Element> reports = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private int unreadable;

        void addAll(List<JsonNode> values) {
            values.forEach(this::add);
        }

        private void add(JsonNode value) {
            if (value.isObject()) {
                reports.add(new Element(Report.json(value), value.toString()));
            } else if (value.isArray()) {
                value.forEach(this::add);
            } else {
                broken("it is JSON, but no object: '%s'"
                        .formatted(shown(value.toString().getBytes(StandardCharsets.UTF_8))));
            }
        }

        void broken(String reason) {
            unreadable++;
            if (broken.size() < REASONS) {
                broken.add(reason);
            }
        }
    }
}
