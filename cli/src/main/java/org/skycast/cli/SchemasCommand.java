package org.skycast.cli;

import org.skycast.cli.connection.Connection;
import org.skycast.schemas.Registries;
import org.skycast.schemas.Registry;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skycast schemas}: this build's schemas, and how they stand to a registry's. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        description = "Lists, registers and checks the schemas.",
        synopsisSubcommandLabel = "(list | register | check)")
public final class SchemasCommand {

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists subjects and schemas; asks no registry.")
    int list() {
        Topics.ALL.forEach(topic ->
                System.out.printf("%-28s %s%n", topic.subject(), topic.schema().getFullName()));
        return 0;
    }

    @Command(
            name = "register",
            mixinStandardHelpOptions = true,
            description = "Registers the schemas and asks FULL_TRANSITIVE compatibility of their subjects.")
    int register(@Mixin Connection connection) {
        Registry registry = Registries.open(connection.properties());
        for (Topic<?> topic : Topics.ALL) {
            int id = registry.register(topic.subject(), topic.schema());
            registry.require(topic.subject(), "FULL_TRANSITIVE");
            System.out.printf("%-28s id %d%n", topic.subject(), id);
        }
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says which schemas the registry would refuse; exit code 1 if it would any.")
    int check(@Mixin Connection connection) {
        Registry registry = Registries.open(connection.properties());
        long refused = Topics.ALL.stream()
                .filter(topic -> !registry.accepts(topic.subject(), topic.schema()))
                .peek(topic -> System.out.printf(
                        "%s would not take this build's %s; it breaks readers or writers of another version.%n",
                        topic.subject(), topic.schema().getFullName()))
                .count();
        System.out.println(refused == 0 ? "The registry takes all schemas." : refused + " refused.");
        return refused == 0 ? 0 : 1;
    }
}
