package org.skycast.edge.source.console;

import java.util.Optional;
import org.skycast.edge.source.report.Report;

/** A body in chunks (RFC 9112, 7.1), a character a byte. */
final class ChunkedBody {

    private static final int HEX = 16;

    private ChunkedBody() {}

    /**
     * All of the body, once its last chunk is there. What is no chunk ends it, so that nobody waits for more, and may have cut
     * its last field, which is left out.
     */
    static Optional<String> of(String text) {
        var body = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = text.indexOf('\n', at);
            if (lineEnd < 0) {
                return Optional.empty();
            }
            String size = text.substring(at, lineEnd).split(";", 2)[0].strip();
            if (size.isEmpty() && at > 0) {
                at = lineEnd + 1; // the line's end behind a chunk
                continue;
            }
            if (!size.matches("[0-9A-Fa-f]{1,6}")) {
                return Optional.of(Report.formWithoutLast(body.toString()));
            }
            int length = Integer.parseInt(size, HEX);
            if (length == 0) {
                return Optional.of(body.toString());
            }
            if (lineEnd + 1 + length > text.length()) {
                return Optional.empty();
            }
            body.append(text, lineEnd + 1, lineEnd + 1 + length);
            at = lineEnd + 1 + length;
        }
    }
}
