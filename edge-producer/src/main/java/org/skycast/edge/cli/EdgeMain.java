package org.skycast.edge.cli;

import picocli.CommandLine;

/** The edge alone, {@code skycast-edge}: without the topology, the broker and the demo. */
public final class EdgeMain {

    private EdgeMain() {}

    /** Exit codes: 0 well, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new EdgeCommand())
                .setCommandName("skycast-edge")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String message = failure.getMessage();
                    command.getErr().println(message == null || message.isBlank() ? failure.toString() : message);
                    return 1;
                })
                .execute(arguments);
    }
}
