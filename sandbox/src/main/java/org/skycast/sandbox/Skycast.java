package org.skycast.sandbox;

import org.skycast.edge.EdgeCommand;
import org.skycast.settings.BuildVersion;
import org.skycast.streams.SchemasCommand;
import org.skycast.streams.StreamsCommand;
import org.skycast.streams.TailCommand;
import org.skycast.streams.TopicsCommand;
import org.skycast.trials.ModelsCommand;
import org.skycast.trials.replay.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** The one command line: {@code skycast demo|edge|streams|topics|schemas|tail|models|replay}. */
@Command(
        name = "skycast",
        mixinStandardHelpOptions = true,
        versionProvider = Skycast.Printed.class,
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

    /** What {@code --version} prints. */
    static final class Printed implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Skycast " + BuildVersion.running()};
        }
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
