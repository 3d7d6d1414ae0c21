package org.skycast.cli;

import java.util.concurrent.Callable;

/**
 * A command that a module adds to the command line: a picocli command, named in the module's
 * {@code META-INF/services/org.skycast.cli.Subcommand}. It gives the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
