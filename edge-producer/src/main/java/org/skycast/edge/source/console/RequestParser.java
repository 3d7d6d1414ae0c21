package org.skycast.edge.source.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.skycast.edge.source.report.Report;

/**
 * Reads a request out of the bytes that have come so far. It takes what RFC 9112 has, and beyond it what consoles send: raw
 * blanks and percent signs in the target, lines that end by a line feed alone, no version, no host, no length of the body, or
 * one that is a line's end too long. It never throws.
 */
final class RequestParser {

    /** A body may be this much shorter than it says: firmware counts a line's end that it does not send. */
    private static final int UNSENT = 2;

    private static final int TLS_HANDSHAKE = 0x16;
    private static final Pattern HEADERS_END = Pattern.compile("\\n\\r?\\n");

    private final int most;

    /** @param most bytes of a target, of all headers, and of a body */
    RequestParser(int most) {
        this.most = most;
    }

    /** Whether more may come. */
    enum Flow {
        /** It may come at once. */
        RUNS,
        /** Nothing has come for a while. */
        PAUSES,
        /** Its sender has ended it. */
        ENDED,
        /** It took too long. */
        OVERDUE
    }

    /** What the bytes are so far. */
    sealed interface Outcome {}

    /**
     * The beginning of a request.
     *
     * @param waits whether the client waits for a word before it sends the body
     */
    record More(boolean waits) implements Outcome {}

    /** A request. */
    record Whole(ConsoleRequest request) implements Outcome {}

    /** No request that could be read; what is to be answered. */
    record Broken(ConsoleAnswer answer) implements Outcome {}

    /** Reads the first {@code length} of {@code bytes}. */
    Outcome parse(byte[] bytes, int length, Flow flow) {
        int start = 0;
        while (start < length && (bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        if (start < length && bytes[start] == TLS_HANDSHAKE) {
            return new Broken(ConsoleAnswer.noRequest("it speaks TLS; give the console http, not https"));
        }
        if (start == length) {
            return length > most ? new Broken(ConsoleAnswer.tooLarge(most)) : unfinished(flow);
        }
        // A byte a character, so that places in the text are places in the bytes.
        String text = new String(bytes, start, length - start, StandardCharsets.ISO_8859_1);
        int lineEnd = text.indexOf('\n');
        String line = lineEnd < 0 ? text : text.substring(0, lineEnd);
        if (line.length() > most) {
            return new Broken(ConsoleAnswer.tooLarge(most));
        }
        Optional<FirstLine> first = FirstLine.of(line);
        boolean versioned = first.filter(FirstLine::isVersioned).isPresent();
        if (lineEnd < 0 && !(versioned && flow != Flow.RUNS)) {
            return unfinished(flow);
        }
        return first.map(known -> behind(known, text, Math.max(0, lineEnd), flow))
                .orElseGet(() -> new Broken(ConsoleAnswer.noRequest("its first line is no request")));
    }

    private Outcome behind(FirstLine first, String text, int lineEnd, Flow flow) {
        boolean get = first.method().equals("GET");
        if (!get && !first.method().equals("POST") && !first.method().equals("PUT")) {
            return new Broken(ConsoleAnswer.wrongMethod());
        }
        String target = utf8(first.target());
        // As HTTP was before it had versions: the line is all.
        return get && !first.isVersioned()
                ? new Whole(new ConsoleRequest(target, ""))
                : behindFirstLine(get, target, text, lineEnd, flow);
    }

    private Outcome behindFirstLine(boolean get, String target, String text, int lineEnd, Flow flow) {
        Matcher end = HEADERS_END.matcher(text);
        if (!end.find(lineEnd)) {
            if (get && flow != Flow.RUNS) {
                return new Whole(new ConsoleRequest(target, ""));
            }
            return text.length() - lineEnd > most ? new Broken(ConsoleAnswer.tooLarge(most)) : unfinished(flow);
        }
        RequestHeaders headers = RequestHeaders.of(text.substring(lineEnd, end.start() + 1));
        String behind = text.substring(end.end());
        boolean waits = behind.isEmpty() && headers.waits();
        return headers.isChunked()
                ? chunked(target, behind, flow, waits)
                : body(get, target, behind, headers.length(), flow, waits);
    }

    private Outcome chunked(String target, String behind, Flow flow, boolean waits) {
        if (behind.length() > 2 * most) {
            return new Broken(ConsoleAnswer.tooLarge(most));
        }
        Optional<String> body = ChunkedBody.of(behind);
        if (body.isEmpty()) {
            return isOver(flow) ? unfinished(flow) : new More(waits);
        }
        return body.get().length() > most
                ? new Broken(ConsoleAnswer.tooLarge(most))
                : new Whole(new ConsoleRequest(target, utf8(body.get())));
    }

    private Outcome body(boolean get, String target, String behind, OptionalLong announced, Flow flow, boolean waits) {
        if (announced.orElse(behind.length()) > most) {
            return new Broken(ConsoleAnswer.tooLarge(most));
        }
        if (announced.isEmpty()) {
            // Nobody says how long it is: a GET has none, and another's is what comes until it ends or pauses.
            if (!get && flow == Flow.RUNS) {
                return new More(waits);
            }
            return flow == Flow.RUNS || flow == Flow.ENDED
                    ? new Whole(new ConsoleRequest(target, utf8(behind)))
                    : cut(target, behind);
        }
        long missing = announced.getAsLong() - behind.length();
        if (missing <= 0) {
            // What is there beyond the length is the rest of it, unless it is another request.
            String more = behind.substring((int) announced.getAsLong());
            boolean another = FirstLine.of(more.strip().split("\\n", 2)[0])
                    .filter(FirstLine::isVersioned)
                    .isPresent();
            return new Whole(new ConsoleRequest(
                    target, utf8(another ? behind.substring(0, (int) announced.getAsLong()) : behind)));
        }
        if (missing <= UNSENT && flow != Flow.RUNS) {
            return cut(target, behind);
        }
        return isOver(flow) ? unfinished(flow) : new More(waits);
    }

    /** The last field of what may have broken off may be cut, and would be another value: it is left out. */
    private static Whole cut(String target, String behind) {
        return new Whole(new ConsoleRequest(target, Report.formWithoutLast(utf8(behind))));
    }

    private static boolean isOver(Flow flow) {
        return flow == Flow.ENDED || flow == Flow.OVERDUE;
    }

    private static Outcome unfinished(Flow flow) {
        return isOver(flow) ? new Broken(ConsoleAnswer.brokeOff()) : new More(false);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
