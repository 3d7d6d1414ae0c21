package org.skycast.edge.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.check.Check;
import org.skycast.edge.check.CheckTable;
import org.skycast.edge.check.Probes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code skycast edge check}: whether an edge with these settings would work, here and now. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tries each source, the disk, the spool, the clock, the uplink and the registry.",
            "Sends nothing and takes nothing; an edge may run meanwhile. Exit code 1 if something failed."
        })
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private EdgeCommand edge = new EdgeCommand();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long each may take, in seconds (${DEFAULT-VALUE}).")
    private int timeout = 15;

    @Override
    public Integer call() {
        EdgeConfig settings = edge.settings(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        try (var probes = new Probes(settings, InstantSource.system())) {
            List<Check.Row> rows = Check.run(probes.all(), Duration.ofSeconds(timeout));
            out.print(json ? CheckTable.json(rows) + System.lineSeparator() : CheckTable.text(rows));
            out.flush();
            return Check.passed(rows) ? 0 : 1;
        }
    }
}
