package org.skycast.dashboard.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.skycast.dashboard.api.Api;
import org.skycast.dashboard.api.Asked;
import org.skycast.dashboard.project.Json;

/** Tables for browsers without scripts, made here; what others wrote is escaped. */
final class PlainPages {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Stations · Skycast</title><link rel="stylesheet" href="/assets/style.css"></head>
            <body><header class="top"><a class="brand" href="/plain/stations">Skycast</a></header><main id="main" class="plain"><h1>Stations</h1>
            <p>Made at %s UTC; it does not change by itself. Times are UTC.</p>
            <table><thead><tr><th scope="col">Station</th><th scope="col">State</th><th scope="col">Newest reading</th>\
            <th scope="col">Newest picture</th><th scope="col">Newest forecast</th>\
            <th scope="col">Air temperature in two hours, 10 to 90%%</th><th scope="col">Alerts</th></tr></thead><tbody>
            """;

    private final Api api;

    PlainPages(Api api) {
        this.api = api;
    }

    /** A page of stations. */
    Reply stations(Asked asked) {
        JsonNode all = Json.read(new String(api.answer("stations", asked).bytes(), StandardCharsets.UTF_8));
        var page = new StringBuilder(HEAD.formatted(TIME.format(asked.now())));
        for (JsonNode row : all.path("stations")) {
            JsonNode band = row.path("outlook").path("variables").path("air_temperature");
            cells(
                    page,
                    row.path("name").asText(),
                    row.path("state").asText(),
                    time(row.path("readingAt")),
                    time(row.path("frameAt")),
                    time(row.path("referenceTime")),
                    band.size() == 4
                            ? band.get(1).asText() + " to " + band.get(3).asText() + " °C"
                            : "cannot tell",
                    row.path("alerts").asText());
        }
        page.append("</tbody></table>");
        int number = all.path("page").asInt();
        page.append("<p>Page %d of %d.".formatted(number, all.path("pages").asInt()));
        if (number < all.path("pages").asInt()) {
            page.append(" <a href=\"/plain/stations?page=%d\">Next page</a>".formatted(number + 1));
        }
        page.append("</p></main></body></html>\n");
        byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(200, "text/html; charset=utf-8", body, Map.of("Cache-Control", "no-store"));
    }

    private static void cells(StringBuilder page, String... cells) {
        page.append("<tr>");
        for (String cell : cells) {
            page.append("<td>").append(escaped(cell)).append("</td>");
        }
        page.append("</tr>\n");
    }

    private static String time(JsonNode seconds) {
        return seconds.isNumber() ? TIME.format(Instant.ofEpochSecond(seconds.asLong())) : "none";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
