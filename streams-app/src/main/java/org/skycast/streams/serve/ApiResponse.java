package org.skycast.streams.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type the media type
 * @param body the text
 */
public record ApiResponse(int status, String type, String body) {

    /** Plain text. */
    public static ApiResponse text(int status, String text) {
        return new ApiResponse(status, "text/plain; charset=utf-8", text);
    }

    static ApiResponse json(String json) {
        return new ApiResponse(200, "application/json", json);
    }

    /** Sends it. */
    public void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
