package org.skycast.http;

/**
 * What is answered to a request.
 *
 * @param status of HTTP
 * @param type the media type
 * @param body the text
 */
public record PageAnswer(int status, String type, String body) {

    /** Plain text. */
    public static PageAnswer text(int status, String text) {
        return new PageAnswer(status, "text/plain; charset=utf-8", text);
    }

    /** JSON, and that all is well. */
    public static PageAnswer json(String json) {
        return new PageAnswer(200, "application/json", json);
    }
}
