package org.skycast.edge.source.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.edge.source.report.ReportIntake;

/**
 * What a console is answered.
 *
 * @param status of HTTP; anything but 200 has it send the report again or complain
 * @param text one plain sentence, or what the protocol asks for
 */
record ConsoleAnswer(int status, String text) {

    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            405, "Method Not Allowed",
            408, "Request Timeout",
            413, "Content Too Large",
            503, "Service Unavailable");

    /** As RFC 9110 has it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What became of a report. */
    static ConsoleAnswer to(ReportIntake.Outcome outcome, Protocol protocol) {
        if (outcome instanceof ReportIntake.Refused refused) {
            return new ConsoleAnswer(400, refused.reason());
        }
        return new ConsoleAnswer(200, protocol == Protocol.wunderground ? "success" : "");
    }

    static ConsoleAnswer notKept() {
        return new ConsoleAnswer(503, "The report cannot be kept now; send it again.");
    }

    static ConsoleAnswer stranger() {
        return new ConsoleAnswer(401, "The station's id or password does not fit.");
    }

    static ConsoleAnswer wrongMethod() {
        return new ConsoleAnswer(405, "Send the report by GET or POST.");
    }

    static ConsoleAnswer wrongPath(String asked, String right) {
        return new ConsoleAnswer(
                404,
                "It goes to '%s'; reports go to %s: set that at the console, or path here.".formatted(asked, right));
    }

    static ConsoleAnswer tooLarge(int most) {
        return new ConsoleAnswer(413, "A report has at most %d bytes.".formatted(most));
    }

    static ConsoleAnswer noRequest(String why) {
        return new ConsoleAnswer(400, "It is no HTTP request: %s.".formatted(why));
    }

    static ConsoleAnswer brokeOff() {
        return new ConsoleAnswer(408, "The request broke off or took too long; send it again.");
    }

    static ConsoleAnswer crowded(int most) {
        return new ConsoleAnswer(
                503, "More than %d connections are open, and this one has waited longest.".formatted(most));
    }

    /** The answer as it goes over the wire. */
    byte[] bytes(Instant now) {
        String body = text.isEmpty() ? "" : text + "\n";
        String head = "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n"
                        .formatted(
                                status,
                                REASONS.getOrDefault(status, "Error"),
                                DATE.format(now),
                                body.getBytes(StandardCharsets.UTF_8).length)
                // A console opens a connection for each report.
                + "Connection: close\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
