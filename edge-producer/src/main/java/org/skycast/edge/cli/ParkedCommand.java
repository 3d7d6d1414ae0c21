package org.skycast.edge.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.spool.Spool;
import org.skycast.edge.spool.SpoolState;
import org.skycast.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code skycast edge parked}: what the broker has refused, and lets it be sent again. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        description = {
            "Says how many records the broker has refused, and why.",
            "With --send-again they are sent once more; an edge may run meanwhile."
        })
final class ParkedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private EdgeCommand edge = new EdgeCommand();

    @Option(names = "--send-again", description = "Send them once more, now that the cause is mended.")
    private boolean sendAgain;

    @Override
    public Integer call() {
        EdgeConfig settings = edge.settings(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.exists(settings.spool().file())) {
            out.printf("There is no spool %s yet.%n", settings.spool().file());
            out.flush();
            return 0;
        }
        try (Spool spool = Spool.open(settings.spool(), Instant.now())) {
            SpoolState state = spool.state();
            out.printf("%d records are parked.%n", state.parked());
            state.reasons().forEach(reason -> out.println(Printable.of(reason)));
            if (sendAgain) {
                out.printf("%d records wait again.%n", spool.unpark());
            }
        }
        out.flush();
        return 0;
    }
}
