package org.skycast.edge.cli;

import org.skycast.inference.NativeLibraries;
import picocli.CommandLine;

/** The edge alone, {@code skycast-edge}: without the topology, the broker and the demo. */
public final class EdgeMain {

    private EdgeMain() {}

    /** Exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        try {
            return execute(arguments);
        } catch (LinkageError e) {
            System.err.println(NativeLibraries.sentence(e).orElseThrow(() -> e));
            return 1;
        }
    }

    private static int execute(String... arguments) {
        return new CommandLine(new EdgeCommand())
                .setCommandName("skycast-edge")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String message = NativeLibraries.sentence(failure).orElse(failure.getMessage());
                    command.getErr().println(message == null || message.isBlank() ? failure.toString() : message);
                    return 1;
                })
                .execute(arguments);
    }
}
