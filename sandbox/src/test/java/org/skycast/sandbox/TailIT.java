package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.skycast.sandbox.Ended.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;

/** What is read of a topic, and when reading ends. */
class TailIT {

    @TempDir
    static Path folder;

    private static Rig rig;

    @BeforeAll
    static void send() throws Exception {
        rig = Rig.on(folder);
        rig.simulate(2, Duration.ofMinutes(30));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static String[] asked(String... more) {
        List<String> arguments = new ArrayList<>(List.of("tail"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--bootstrap-server", rig.clients().get("bootstrap.servers")));
        arguments.addAll(List.of("--registry", rig.clients().get("schema.registry.url")));
        return arguments.toArray(String[]::new);
    }

    private static Ended tail(String... more) {
        return run(asked(more));
    }

    @Test
    void itEndsWhenNobodyReadsAnyMore() {
        PrintStream usual = System.out;
        try (var gone = new PrintStream(new ReaderThatGoes())) {
            System.setOut(gone);
            assertThat(assertTimeoutPreemptively(
                            Duration.ofMinutes(1), () -> Skycast.run(asked("readings", "--from-beginning"))))
                    .isZero();
        } finally {
            System.setOut(usual);
        }
    }

    /** Takes the first line, as {@code head -1} does. */
    private static final class ReaderThatGoes extends OutputStream {
        private boolean isGone;

        @Override
        public void write(int value) throws IOException {
            if (isGone) {
                throw new IOException("Broken pipe");
            }
            isGone = value == '\n';
        }
    }

    @Test
    void oneStationIsPickedOut() {
        Ended both = tail("readings", "--from-beginning", "--idle-seconds", "2");
        Ended one = tail("readings", "--from-beginning", "--idle-seconds", "2", "--station", "lyngby");
        assertThat(both.out()).contains(" vancouver ");
        assertThat(one.out()).isNotEmpty().doesNotContain(" vancouver ");
        assertThat(one.out().lines())
                .allSatisfy(line -> assertThat(line).matches("\\d+@\\d+ lyngby \\S+Z .*airTemperature \\S+ degC.*"));
    }

    @Test
    void whatTheLogTookSinceATimeIsReadAndNothingIsSaid() {
        assertThat(tail("readings", "--since", "2020-01-01", "--max", "1").out())
                .hasLineCount(1);
        Ended none = tail("readings", "--since", "2999-01-01", "--idle-seconds", "1");
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("There is nothing since 2999-01-01T00:00:00Z on skycast.readings yet");
        assertThat(tail("alerts", "--idle-seconds", "1").err()).contains("--from-beginning shows what there is");
    }
}
