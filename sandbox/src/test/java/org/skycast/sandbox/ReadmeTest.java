package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skycast.cli.Skycast;
import org.skycast.topics.Topics;

/** What the README promises is there. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void everyCommandIsUnderstood() throws IOException {
        List<String> commands = Files.readString(ROOT.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("./skycast "))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(3).first().isEqualTo("./skycast demo");
        for (String command : commands) {
            String[] arguments = command.substring("./skycast ".length()).split(" ");
            assertThat(Skycast.commandLine()
                            .parseArgs(arguments)
                            .subcommand()
                            .commandSpec()
                            .name())
                    .isEqualTo(arguments[0]);
        }
    }

    @Test
    void everyTopicIsInTheTable() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(Topics.ALL)
                .allSatisfy(topic -> assertThat(readme)
                        .as(
                                "The table of topics in the README has the row that topics list prints for %s",
                                topic.name())
                        .contains("| `%s` | %s |"
                                .formatted(topic.name(), topic.type().getSimpleName()))
                        .contains(topic.holds()));
        assertThat(readme).contains("| `" + Topics.DEAD_LETTERS + "` |");
    }

    @Test
    void everyPageThatItLinksToIsThere() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Arrays.stream(readme.split("]\\("))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf(')')))
                .forEach(link -> assertThat(ROOT.resolve(link)).exists());
    }
}
