package org.skycast.edge.source.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportsTest {

    private static JsonReports read(String text) throws IOException {
        return JsonReports.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is no number costs itself: {@code p} is there, whatever stands for {@code t}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "-nan",
                "NAN",
                "Infinity",
                "-inf",
                "+Inf",
                "None",
                "undefined",
                "N/A",
                "#N/A",
                "--",
                "---",
                "1.#QNAN",
                "007",
                "+5",
                ".5",
                "5.",
                "1.2.3",
                "True",
                "err",
                "'x'",
                "",
                "null",
                "\"\"",
                "\"nan\"",
                "—",
                "1e",
                "0x1f",
            })
    void valueThatIsNoneCostsItselfAlone(String value) throws IOException {
        for (String text : new String[] {
            "{\"t\": %s, \"p\": 1009.2}",
            "{\"p\": 1009.2, \"t\": %s}",
            "{\"p\":1009.2,\"t\":%s,}\n",
            "[{\"t\":%s,\"p\":1009.2}]",
        }) {
            JsonReports found = read(text.formatted(value));
            assertThat(found.reports()).hasSize(1);
            assertThat(found.reports().get(0).report().text("p")).contains("1009.2");
            assertThat(found.unreadable()).isZero();
        }
    }

    @Test
    void whatPadsOrBreaksTextDoesNotCostTheReport() throws IOException {
        assertThat(read("\ufeff{\"t\": 1}").reports()).hasSize(1);
        assertThat(read("{\"t\": 1}\0\0").reports()).hasSize(1);
        assertThat(read("{\"name\": \"a\tb\", \"t\": 1}").reports()).hasSize(1);
        byte[] latin = "{\"unit\": \"°C\", \"t\": 1}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(JsonReports.read(latin).reports().get(0).report().text("t")).contains("1");
    }

    @Test
    void elementsAndLinesThatAreNoneCostThemselves() throws IOException {
        JsonReports list = read("[{\"t\": 1}, 5, [{\"t\": 2}], \"x\", {\"t\": 3}]");
        assertThat(list.reports())
                .extracting(one -> one.report().text("t").orElse(""))
                .containsExactly("1", "2", "3");
        assertThat(list.unreadable()).isEqualTo(2);
        JsonReports lines = read("{\"t\": 1}\n{\"t\": \n{\"t\": 3}\nhello: {\n");
        assertThat(lines.reports())
                .extracting(one -> one.report().text("t").orElse(""))
                .containsExactly("1", "3");
        assertThat(lines.unreadable()).isEqualTo(2);
        assertThat(lines.broken()).hasSize(2);
    }

    @Test
    void textWithoutAReportSaysWhy() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no JSON object");
        assertThatThrownBy(() -> read("12.3")).hasMessageContaining("no object: '12.3'");
        assertThatThrownBy(() -> read("{\"t\": 1")).hasMessageContaining("it is no JSON");
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(IOException.class);
    }

    /** As a program in Python prints a dictionary. */
    @Test
    void stringsMayBeInSingleQuotes() throws IOException {
        JsonReports read = JsonReports.read(
                "{'time': 'now', 'it\\'s \"x\"': None, 't': 21.5, 'l': ['a', 'b']}".getBytes(StandardCharsets.UTF_8));
        Report report = read.reports().get(0).report();
        assertThat(report.names()).containsExactly("time", "it's \"x\"", "t", "l");
        assertThat(report.text("t")).contains("21.5");
        assertThat(report.text("l.1")).contains("b");
    }
}
