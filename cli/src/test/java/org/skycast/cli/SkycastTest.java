package org.skycast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skycast.settings.BuildVersion;

class SkycastTest {

    @Test
    void versionIsTheBuilds() {
        var printed = new StringWriter();
        int code = Skycast.commandLine().setOut(new PrintWriter(printed, true)).execute("--version");
        assertThat(code).isZero();
        assertThat(printed.toString().strip()).isEqualTo("Skycast " + BuildVersion.running());
    }

    private static String refused(String... arguments) {
        var printed = new StringWriter();
        int code = Skycast.commandLine().setErr(new PrintWriter(printed, true)).execute(arguments);
        assertThat(code).isEqualTo(2);
        return printed.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "streems, skycast streams",
        "tial, skycast tail",
        "models publsih, skycast models publish",
        "alerts rules aply, skycast alerts rules apply",
    })
    void aCommandThatIsNearlyOneIsSuggested(String typed, String meant) {
        assertThat(refused(typed.split(" ")))
                .endsWith("did you mean '" + meant + "'?")
                .hasLineCount(1);
    }

    @Test
    void aWordThatIsNoneIsAnsweredWithAllCommands() {
        assertThat(refused("weather")).contains("Unmatched argument").doesNotContain("did you mean");
    }

    @Test
    void distanceCountsLettersAddedLeftOutChangedAndSwapped() {
        assertThat(Misspelling.distance("dmeo", "demo")).isEqualTo(1);
        assertThat(Misspelling.distance("demo", "demo")).isZero();
        assertThat(Misspelling.distance("", "edge")).isEqualTo(4);
        assertThat(Misspelling.distance("serve", "server")).isEqualTo(1);
        assertThat(Misspelling.distance("tail", "toil")).isEqualTo(1);
    }

    @Test
    void aDateIsTheFirstMomentOfItsDay() {
        var converter = new TimeOrDate();
        assertThat(converter.convert("2026-06-01")).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(converter.convert("2026-06-01T02:00:00+02:00")).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(refused("tail", "readings", "--since", "yesterday")).contains("'yesterday' is no time");
        assertThat(refused("replay", "--model", "m", "--report", "r", "--from", "2026-02-30", "--to", "2026-06-01"))
                .contains("'2026-02-30' is no time");
    }
}
