package org.skycast.edge.source.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern LENGTH = header("Content-Length", "(\\d{1,9})");
    private static final Pattern CHUNKED = header("Transfer-Encoding", "[^\\r\\n]*chunked");
    private static final Pattern WAITS = header("Expect", "100-continue");

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
        /** Nothing will come any more, or it took too long. */
        ENDED
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

    private static Pattern header(String name, String value) {
        return Pattern.compile("(?im)^" + name + "[ \\t]*:[ \\t]*" + value);
    }

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
        String headers = text.substring(lineEnd, end.start() + 1);
        String behind = text.substring(end.end());
        boolean waits = behind.isEmpty() && WAITS.matcher(headers).find();
        if (CHUNKED.matcher(headers).find()) {
            return chunked(target, behind, flow, waits);
        }
        Matcher length = LENGTH.matcher(headers);
        OptionalLong announced =
                length.find() ? OptionalLong.of(Long.parseLong(length.group(1))) : OptionalLong.empty();
        return body(get, target, behind, announced, flow, waits);
    }

    private Outcome chunked(String target, String behind, Flow flow, boolean waits) {
        if (behind.length() > 2 * most) {
            return new Broken(ConsoleAnswer.tooLarge(most));
        }
        Optional<String> body = ChunkedBody.of(behind);
        if (body.isEmpty()) {
            return flow == Flow.ENDED ? unfinished(flow) : new More(waits);
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
            // Nobody says how long it is: a GET has none, and another's is what comes until it pauses.
            return get || flow != Flow.RUNS ? new Whole(new ConsoleRequest(target, utf8(behind))) : new More(waits);
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
            // The last field may be cut, and would be another value: it is left out.
            return new Whole(new ConsoleRequest(
                    target, utf8(behind.substring(0, Math.max(0, behind.lastIndexOf('&'))))));
        }
        return flow == Flow.ENDED ? unfinished(flow) : new More(waits);
    }

    private static Outcome unfinished(Flow flow) {
        return flow == Flow.ENDED ? new Broken(ConsoleAnswer.brokeOff()) : new More(false);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
