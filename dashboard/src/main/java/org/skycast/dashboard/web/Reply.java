package org.skycast.dashboard.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param type the media type
 * @param body all of it
 * @param headers further ones
 */
record Reply(int status, String type, byte[] body, Map<String, String> headers) {

    private static final String REVALIDATED = "no-cache";

    /** One sentence as plain text; never kept. */
    static Reply sentence(int status, String sentence) {
        return new Reply(
                status,
                "text/plain; charset=utf-8",
                (sentence + "\n").getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", "no-store"));
    }

    /** Kept by whoever asked, who asks each time whether it still holds. */
    static Reply revalidated(String type, byte[] body, String etag) {
        return new Reply(200, type, body, Map.of("Cache-Control", REVALIDATED, "ETag", etag));
    }

    Reply with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Reply(status, type, body, all);
    }
}
