package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.cli.Skycast;
import org.slf4j.LoggerFactory;

/** The edge says by which settings it starts, before anything can fail; here, something does. */
class SettingsShownTest {

    private static final String KAFKA = "kafka: { ssl.key.password: TELLNOBODY }\n";

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.skycast");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    private String logged(String yaml, String... command) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), KAFKA + yaml);
        String[] arguments = new String[command.length + 2];
        System.arraycopy(command, 0, arguments, 0, command.length);
        arguments[command.length] = "--config";
        arguments[command.length + 1] = file.toString();
        assertThat(Skycast.run(arguments)).isEqualTo(1);
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }

    @Test
    void theEdgeSaysByWhichSettingsItStarts() throws IOException {
        String yaml = """
                spool: { file: settings.yaml/spool.db }
                stations:
                  - { id: a, site: { latitude: 1, longitude: 2, altitude: 3 }, frames: { directory: . } }
                """;
        assertThat(logged(yaml, "edge", "run"))
                .contains("  spool.maxMegabytes: 2000\n", "  kafka.ssl.key.password: (secret)\n")
                .doesNotContain("TELLNOBODY");
    }
}
