package org.skycast.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.skycast.cli.alerts.AlertsCommand;
import org.skycast.cli.models.ModelsCommand;
import org.skycast.cli.stations.StationsCommand;
import org.skycast.cli.tail.TailCommand;
import org.skycast.edge.cli.EdgeCommand;
import org.skycast.inference.BundleException;
import org.skycast.inference.NativeLibraries;
import org.skycast.settings.BuildVersion;
import org.skycast.text.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * The one command line: {@code skycast edge|streams|serve|topics|schemas|tail|models|replay|alerts|stations}, and what other modules on the
 * class path add to it as a {@link Subcommand}, such as the demo, which brings a broker of its own.
 */
@Command(
        name = "skycast",
        mixinStandardHelpOptions = true,
        versionProvider = Skycast.Printed.class,
        description = "Rolling four-hour forecasts from a weather station's sky camera and sensors, as a stream.",
        subcommands = {
            EdgeCommand.class,
            StreamsCommand.class,
            ServeCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            TailCommand.class,
            ModelsCommand.class,
            ReplayCommand.class,
            AlertsCommand.class,
            StationsCommand.class
        })
public final class Skycast {

    @Option(names = "--stack-trace", scope = CommandLine.ScopeType.INHERIT, description = "Print where an error arose.")
    private boolean stackTrace;

    private Skycast() {}

    /** Exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command in this process; gives its exit code. */
    public static int run(String... arguments) {
        var skycast = new Skycast();
        try {
            return run(skycast, arguments);
        } catch (LinkageError e) {
            String sentence = NativeLibraries.sentence(e).orElse("");
            if (sentence.isEmpty() || skycast.stackTrace) {
                throw e;
            }
            System.err.println(sentence);
            return 1;
        }
    }

    private static int run(Skycast skycast, String... arguments) {
        return commandLine(skycast)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (skycast.stackTrace) {
                        failure.printStackTrace(command.getErr());
                    }
                    command.getErr().println(sentence(failure));
                    return 1;
                })
                .execute(arguments);
    }

    /** All commands, to be run or looked at. */
    public static CommandLine commandLine() {
        return commandLine(new Skycast());
    }

    private static CommandLine commandLine(Skycast skycast) {
        var line = new CommandLine(skycast);
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        line.setParameterExceptionHandler(new Misspelling(line.getParameterExceptionHandler()));
        return line.registerConverter(Instant.class, new TimeOrDate()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What {@code --version} prints. */
    static final class Printed implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Skycast " + BuildVersion.running()};
        }
    }

    private static String sentence(Throwable failure) {
        Optional<String> unloadable = NativeLibraries.sentence(failure);
        if (unloadable.isPresent() && !(failure instanceof BundleException)) {
            return unloadable.get();
        }
        String message = failure.getMessage();
        String said = message == null || message.isBlank() ? failure.toString() : message;
        // It may quote what stands in a record.
        return said.lines().map(Printable::of).collect(Collectors.joining(System.lineSeparator()));
    }
}
