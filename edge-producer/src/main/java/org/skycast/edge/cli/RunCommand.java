package org.skycast.edge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code skycast edge run}: the same as {@code skycast edge}. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs until it is stopped.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private EdgeCommand edge = new EdgeCommand();

    @Mixin
    private RunOptions run = new RunOptions();

    @Override
    public Integer call() throws InterruptedException {
        return run.run(edge.settings(spec.commandLine()));
    }
}
