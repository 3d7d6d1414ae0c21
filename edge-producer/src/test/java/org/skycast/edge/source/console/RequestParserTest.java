package org.skycast.edge.source.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skycast.edge.source.console.RequestParser.Flow;
import org.skycast.edge.source.report.Report;

/** Requests that break off, and such as ought to cost a reader dearly. */
class RequestParserTest {

    private static final int LARGE = 4_000_000;

    private static RequestParser.Outcome parse(int most, String request, Flow flow) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return new RequestParser(most).parse(bytes, bytes.length, flow);
    }

    private static Optional<Map<String, String>> fields(String head, String body, Flow flow) {
        RequestParser.Outcome outcome = parse(16_384, "POST /r HTTP/1.1\r\n" + head + "\r\n\r\n" + body, flow);
        if (!(outcome instanceof RequestParser.Whole whole)) {
            return Optional.empty();
        }
        Report report = Report.form(whole.request().fieldsAt("/r").orElseThrow());
        Map<String, String> fields = new TreeMap<>();
        report.names().forEach(name -> fields.put(name, report.text(name).orElse("")));
        return Optional.of(fields);
    }

    /** The wind of 12.5 is cut to 12, or just may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=50&h=61&w=12",
                "t=50&amp;h=61&amp;w=12",
                "t=50;h=61;w=12",
                "t=50\r\nh=61\r\nw=12",
                "t=50\nh=61\nw=12",
                "t=50&h=61;w=12",
                "t=50&h=61\nw=12",
                "t%3D50%26h%3D61%26w%3D12",
                "t=50&h=61&w",
                "t=50;h=61;w",
                "t=50&h=61&w=",
                "t=50&h=61&w=12%"
            })
    void lastFieldOfABodyThatIsCutIsLeftOutHoweverFieldsAreSetApart(String body) {
        for (int missing = 1; missing <= 2; missing++) {
            String head = "Content-Length: " + (body.length() + missing);
            for (Flow flow : new Flow[] {Flow.PAUSES, Flow.ENDED, Flow.OVERDUE}) {
                assertThat(fields(head, body, flow)).hasValueSatisfying(cut -> {
                    assertThat(cut).containsEntry("t", "50").doesNotContainKey("w");
                    assertThat(cut.getOrDefault("h", "61")).isEqualTo("61");
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t=50&h=61&w=12&", "t=50&h=61&w=12\r", "t=50\nh=61\nw=12\n"})
    void fieldThatIsEndedIsWhole(String body) {
        assertThat(fields("Content-Length: " + (body.length() + 1), body, Flow.PAUSES))
                .contains(Map.of("t", "50", "h", "61", "w", "12"));
    }

    @ParameterizedTest
    @CsvSource({"PAUSES, false", "OVERDUE, false", "ENDED, true"})
    void bodyOfNoLengthIsWholeOnlyWhereItsSenderEndsIt(Flow flow, boolean whole) {
        Map<String, String> all = Map.of("t", "50", "h", "61", "w", "12");
        assertThat(fields("Host: x", "t=50&h=61&w=12", flow)).contains(whole ? all : Map.of("t", "50", "h", "61"));
        assertThat(fields("Host: x", "t=50&h=61&w=12\r\n", flow)).contains(all);
        assertThat(fields("Host: x", "t=50&h=61&w=12", Flow.RUNS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Flow.class)
    void whatIsNoChunkMayHaveCutAField(Flow flow) {
        String head = "Transfer-Encoding: chunked";
        assertThat(fields(head, "9\r\nt=50&w=12\r\nno chunk\r\n", flow)).contains(Map.of("t", "50"));
        assertThat(fields(head, "9\r\nt=50&w=12\r\n0\r\n\r\n", flow)).contains(Map.of("t", "50", "w", "12"));
        assertThat(fields(head, "9\r\nt=50&w=12\r\n2\r\n.", flow)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding:B",
                "Transfer-EncodingB",
                "Transfer-Encoding: chunkB",
                "Content-LengthB",
                "Content-Length:B",
                "ExpectB",
                "Expect: 100-B",
                "B: x",
                "X:B"
            })
    void longLineOfBlanksIsReadOnce(String line) {
        for (String blanks :
                new String[] {" ".repeat(LARGE / 2), "chunk ".repeat(LARGE / 12), "\t:".repeat(LARGE / 4)}) {
            String request = "POST /r HTTP/1.1\r\n" + line.replace("B", blanks) + "\r\n\r\nt=1";
            // Read once it takes some milliseconds; read once for each blank it would take hours.
            RequestParser.Outcome outcome =
                    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> parse(LARGE, request, Flow.ENDED));
            assertThat(outcome).isNotInstanceOf(RequestParser.More.class);
        }
    }

    @Test
    void manyShortLinesAreReadOnce() {
        String request = "POST /r HTTP/1.1\r\n" + "Transfer-Encoding:\n ".repeat(LARGE / 20) + "\r\n\r\nt=1";
        RequestParser.Outcome outcome =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> parse(LARGE, request, Flow.ENDED));
        assertThat(outcome).isInstanceOf(RequestParser.Whole.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 4, t=50, true",
        "content-length:\t4, t=50, true",
        "CONTENT-LENGTH : 4 , t=50, true",
        "'X: y\r\nContent-Length: 4', t=50, true",
        "'X: y\nContent-Length: 4', t=50, true",
        "'Content-Length: 4\r\nContent-Length: 9', t=50, true",
        "Content-Length: 40, t=50, false",
        "X-Content-Length: 4, t=50, true",
        "Transfer-Encoding: gzip, '4\r\nt=50\r\n0\r\n\r\n', true",
        "'Transfer-Encoding: gzip, Chunked', '4\r\nt=50\r\n0\r\n\r\n', true",
    })
    void headersAreReadAsTheyAreWritten(String head, String body, boolean whole) {
        assertThat(fields(head, body, Flow.ENDED).map(fields -> fields.get("t")))
                .isEqualTo(whole ? Optional.of("50") : Optional.empty());
    }
}
