package org.skycast.cli;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.skycast.cli.connection.Connection;
import org.skycast.cli.copy.CopyCommand;
import org.skycast.streams.runtime.BrokerAnswers;
import org.skycast.streams.runtime.TopicSetup;
import org.skycast.topics.LogTime;
import org.skycast.topics.Topic;
import org.skycast.topics.Topics;
import org.skycast.topics.access.RoleAcls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast topics}: the declared topics, and how a broker's differ. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Lists, creates, checks and copies the topics, and says who may do what with them.",
        synopsisSubcommandLabel = "(list | create | check | acls | copy)",
        subcommands = CopyCommand.class)
public final class TopicsCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the declared topics; asks no broker.")
    int list() {
        for (Topic<?> topic : Topics.ALL) {
            System.out.printf("%-24s %-16s %s%n", topic.name(), topic.type().getSimpleName(), topic.holds());
        }
        System.out.printf("%-24s %-16s %s%n", Topics.DEAD_LETTERS, "bytes", "what could not be read, as it was");
        return 0;
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics that are missing, and then checks all; exit code 1 if they differ.")
    int create(@Mixin Connection connection, @Mixin Shape shape) {
        try (Admin admin = Admin.create(connection.reached())) {
            TopicSetup setup = shape.setup(admin);
            List<String> created = setup.create();
            System.out.println(
                    created.isEmpty() ? "All topics are there." : "Created " + String.join(", ", created) + ".");
            return told(setup.check());
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says where the topics differ from what is declared; exit code 1 if they do.")
    int check(@Mixin Connection connection, @Mixin Shape shape) {
        try (Admin admin = Admin.create(connection.reached())) {
            return told(shape.setup(admin).check());
        }
    }

    @Command(
            name = "acls",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the access control lists of a role, as commands of Kafka's own tool; asks no broker.",
                "With --create they are made on the broker."
            })
    int acls(@Mixin Connection connection, @Mixin AclOptions options) {
        RoleAcls acls = options.acls();
        if (!options.create) {
            acls.commands(String.valueOf(connection.properties().get("bootstrap.servers")))
                    .forEach(System.out::println);
            return 0;
        }
        List<AclBinding> bindings = acls.bindings();
        try (Admin admin = Admin.create(connection.reached())) {
            BrokerAnswers.of(admin.createAcls(bindings).all());
        }
        System.out.printf(
                "%s may do what the role %s needs, by %d entries.%n", acls.principal(), acls.role(), bindings.size());
        return 0;
    }

    private static int told(List<String> complaints) {
        complaints.forEach(System.out::println);
        System.out.println(complaints.isEmpty() ? "All topics are as declared." : complaints.size() + " complaints.");
        return complaints.isEmpty() ? 0 : 1;
    }

    /** How many partitions and replicas, and whose time. */
    static final class Shape {
        @Option(names = "--partitions", defaultValue = "4", description = "Of every topic (${DEFAULT-VALUE}).")
        private int partitions = 4;

        @Option(names = "--replication", defaultValue = "1", description = "Of every partition (${DEFAULT-VALUE}).")
        private int replication = 1;

        @Option(
                names = "--time",
                defaultValue = "LogAppendTime",
                description =
                        "Which clock gives records their time, ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); CreateTime where the broker allows no other.")
        private LogTime time = LogTime.LogAppendTime;

        TopicSetup setup(Admin admin) {
            return new TopicSetup(admin, partitions, replication, time);
        }
    }
}
