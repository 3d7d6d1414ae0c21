package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside moves no cursor in a log, and adds no line that looks like one of its own. */
class LogLinesTest {

    private static final String HOSTILE =
            "a\u001b[2J\u009b1mb\u0007\r\n2026-06-01T00:00:00.000Z INFO  EdgeApp all is well\u202e\u2028end";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sandbox/src/main/resources/logback.xml",
                "edge-dist/src/main/conf/logback.xml",
                "server-dist/src/main/conf/logback.xml"
            })
    void whatACameraAsksOfAPasswordIsNotLogged(String file) throws Exception {
        var context = context(file);
        assertThat(context.getLogger("org.apache.hc.client5.http.impl.auth.AuthenticationHandler")
                        .isErrorEnabled())
                .isFalse();
        context.stop();
    }

    private static String line(String file, String message, Throwable thrown) throws Exception {
        LoggerContext context = context(file);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var console = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        var event = new LoggingEvent("x", root, Level.WARN, message, thrown, null);
        String line = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }

    private static LoggerContext context(String file) throws Exception {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("..").resolve(file).toFile());
        return context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sandbox/src/main/resources/logback.xml",
                "edge-dist/src/main/conf/logback.xml",
                "server-dist/src/main/conf/logback.xml"
            })
    void hostileTextIsShownAsWhatItIs(String file) throws Exception {
        for (Throwable thrown : new Throwable[] {null, new IllegalStateException(HOSTILE)}) {
            String line = line(file, HOSTILE, thrown);
            assertThat(line)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]")
                    .endsWith("\n");
            assertThat(line.lines().skip(1))
                    .isNotEmpty()
                    .allSatisfy(more -> assertThat(more).matches("    \\| .*|java\\.lang\\.IllegalStateException: .*"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sandbox/src/main/resources/logback.xml",
                "edge-dist/src/main/conf/logback.xml",
                "server-dist/src/main/conf/logback.xml"
            })
    void plainTextIsShownAsItIs(String file) throws Exception {
        assertThat(line(file, "The frame of Ås – 3 °C\tis left out: \u4e2d.", null))
                .endsWith("The frame of Ås – 3 °C\tis left out: \u4e2d.\n");
    }
}
