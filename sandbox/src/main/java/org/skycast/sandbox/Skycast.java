package org.skycast.sandbox;

import org.skycast.edge.EdgeCommand;
import org.skycast.streams.command.SchemasCommand;
import org.skycast.streams.command.StreamsCommand;
import org.skycast.streams.command.TailCommand;
import org.skycast.streams.command.TopicsCommand;
import org.skycast.trials.ModelsCommand;
import org.skycast.trials.replay.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command line: {@code skycast demo|edge|streams|topics|schemas|tail|models|replay}. */
@Command(
        name = "skycast",
        mixinStandardHelpOptions = true,
        version = "Skycast 0.1.0",
        description = "Rolling four-hour forecasts from a weather station's sky camera and sensors, as a stream.",
        subcommands = {
            DemoCommand.class,
            EdgeCommand.class,
            StreamsCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            TailCommand.class,
            ModelsCommand.class,
            ReplayCommand.class
        })
public final class Skycast {

    @Option(names = "--stack-trace", scope = CommandLine.ScopeType.INHERIT, description = "Print where an error arose.")
    private boolean stackTrace;

    Skycast() {}

    /** Exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        var skycast = new Skycast();
        return new CommandLine(skycast)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (skycast.stackTrace) {
                        failure.printStackTrace(command.getErr());
                    }
                    command.getErr().println(sentence(failure));
                    return 1;
                })
                .execute(arguments);
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
