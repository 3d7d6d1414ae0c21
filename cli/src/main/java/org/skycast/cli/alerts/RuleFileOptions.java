package org.skycast.cli.alerts;

import java.nio.file.Path;
import java.util.List;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.trials.alert.RuleChanges;
import org.skycast.trials.alert.RuleChanges.Change;
import org.skycast.trials.alert.RuleReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file of rules, and the bundle that is to answer them. */
final class RuleFileOptions {

    @Parameters(paramLabel = "FILE", description = "Rules in YAML, as docs/alerts.md has them.")
    private Path file = Path.of("");

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            defaultValue = "${sys:skycast.home:-.}/models/skycast",
            description = "The bundle that foretells what the rules ask for (${DEFAULT-VALUE}).")
    private Path bundle = Path.of("models/skycast");

    List<Change> changes(AlertBook log) {
        return RuleChanges.of(new RuleReader(ModelBundle.load(bundle).forecastSpec()).read(file), log);
    }
}
