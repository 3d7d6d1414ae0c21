package org.skycast.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.skycast.cli.Skycast;
import org.skycast.topics.Retention;
import org.skycast.topics.Topic;
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
        for (Topic<?> topic : Topics.ALL) {
            String row = row(topic.name(), topic.type().getSimpleName(), kept(topic.retention()), topic.holds());
            assertThat(readme)
                    .as("The README's table of topics has the row of %s, %s", topic.name(), row)
                    .containsPattern(row);
        }
        assertThat(readme).containsPattern(row(Topics.DEAD_LETTERS, "bytes", kept(Topics.DEAD_LETTERS_RETENTION), ""));
    }

    private static String row(String name, String record, String kept, String begins) {
        return "\\| `%s` \\| %s \\| %s \\| %s".formatted(Pattern.quote(name), record, kept, Pattern.quote(begins));
    }

    /** Where no two records have the same key, what is compacted is kept for ever. */
    private static String kept(Retention retention) {
        return retention instanceof Retention.Kept kept ? kept.span().toDays() + " days" : "(compacted|for ever)";
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
