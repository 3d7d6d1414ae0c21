package org.skycast.edge.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.spool.SpoolFile;
import org.skycast.edge.spool.SpoolState;
import org.skycast.edge.status.EdgeStatus;
import org.skycast.edge.status.OperationSettings;
import org.skycast.edge.status.StatusJson;
import org.skycast.edge.status.StatusQuestion;
import org.skycast.edge.status.StatusText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code skycast edge status}: how the edge that runs with these settings is doing. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the edge that runs with these settings how it is doing.",
            "Where none runs, says so, with what its spool holds, and exit code 1."
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private EdgeCommand edge = new EdgeCommand();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private record Stopped(boolean running, String why, Optional<SpoolState> spool) {}

    @Override
    public Integer call() {
        EdgeConfig settings = edge.settings(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        OperationSettings operation = settings.operation();
        StatusQuestion.Outcome outcome = StatusQuestion.ask(operation.httpAddress(), operation.httpPort(), LIMIT);
        if (outcome instanceof StatusQuestion.Told told) {
            EdgeStatus status = told.status();
            out.print(json ? StatusJson.write(status) + System.lineSeparator() : StatusText.of(status));
        } else {
            String why = ((StatusQuestion.Silent) outcome).why();
            var file = new SpoolFile(settings.spool().file());
            Optional<SpoolState> spool = file.exists()
                    ? Optional.of(file.state(settings.spool().maxMegabytes() * 1_000_000L))
                    : Optional.empty();
            out.print(
                    json
                            ? StatusJson.write(new Stopped(false, why, spool)) + System.lineSeparator()
                            : StatusText.of(why, settings.spool().file(), spool));
        }
        out.flush();
        return outcome instanceof StatusQuestion.Told told
                        && told.status().stopped().isEmpty()
                ? 0
                : 1;
    }
}
