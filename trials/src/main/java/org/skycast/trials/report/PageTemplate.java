package org.skycast.trials.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that needs nothing but itself: a template, and what is put in its places. Every report has its style and charts. */
public final class PageTemplate {

    /** Where the template wants something put in. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.]+)}}");

    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String CHART = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js";

    /** Would be asked for over the network by a browser's tools. */
    private static final Pattern SOURCE_MAP = Pattern.compile("//# sourceMappingURL=\\S*");

    private final Class<?> beside;
    private final String template;
    private final Map<String, String> parts = new HashMap<>();

    /**
     * A page.
     *
     * @param beside the class beside which the template and its own parts lie
     * @param template the template's name
     */
    public PageTemplate(Class<?> beside, String template) {
        this.beside = beside;
        this.template = template;
        parts.put("style", resource(PageTemplate.class, "report.css"));
        parts.put("chart", SOURCE_MAP.matcher(chart()).replaceAll(""));
        parts.put("charts", resource(PageTemplate.class, "charts.js"));
        parts.put("page", resource(PageTemplate.class, "page.js"));
    }

    /** Puts a file in that lies beside the template. */
    public PageTemplate file(String place, String name) {
        parts.put(place, resource(beside, name));
        return this;
    }

    /** Puts what a script is to read. */
    public PageTemplate json(String place, JsonNode node) throws JsonProcessingException {
        parts.put(place, script(node));
        return this;
    }

    /** The page. */
    public String page() {
        // In one pass: what is put in may itself look like a place.
        return PLACE.matcher(resource(beside, template))
                .replaceAll(place -> Matcher.quoteReplacement(part(place.group(1))));
    }

    private String part(String name) {
        return Optional.ofNullable(parts.get(name))
                .orElseThrow(() ->
                        new IllegalStateException("The page's template asks for " + name + ", which is not known"));
    }

    /** JSON that no browser takes for the end of its script: such characters stand within strings only. */
    private static String script(JsonNode node) throws JsonProcessingException {
        return ReportJson.MAPPER
                .writeValueAsString(node)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String chart() {
        var pom = new Properties();
        try (InputStream file = open(PageTemplate.class, WEBJAR)) {
            pom.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource(PageTemplate.class, CHART.formatted(pom.getProperty("version")));
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream file = open(beside, name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(Class<?> beside, String name) throws IOException {
        InputStream file = beside.getResourceAsStream(name);
        if (file == null) {
            throw new IOException("The report's part %s is not on the class path: build Skycast anew".formatted(name));
        }
        return file;
    }
}
