package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender writes into a name or a type reaches the log as text. */
class LogTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"src/main/resources/logback.xml", "../edge-dist/src/main/conf/logback.xml"})
    void nothingThatASenderWritesMovesACursorOrForgesALine(String configuration) throws Exception {
        String hostile = "a\u001b[2J\u009b31m\r\n2026-01-01T00:00:00.000Z INFO  Forged all is well";
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Path.of(configuration).toFile());
            context.getLogger("org.skycast.Some")
                    .warn("The field {} is unknown.", hostile, new IllegalStateException(hostile));
        } finally {
            context.stop();
            System.setErr(before);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed).contains("The field a?[2J?31m").contains("java.lang.IllegalStateException: a?[2J");
        assertThat(printed).doesNotContain("\u001b", "\u009b", "\r");
        assertThat(printed.lines().findFirst().orElseThrow()).contains("WARN  Some The field");
        assertThat(printed.lines().filter(line -> line.startsWith("2026-01-01")))
                .isEmpty();
    }
}
