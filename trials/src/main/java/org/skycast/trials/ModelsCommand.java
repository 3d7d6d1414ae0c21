package org.skycast.trials;

import picocli.CommandLine.Command;

/** {@code skycast models evaluate|export-dataset}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Tries a model bundle, or takes out data to train one on.",
        subcommands = {EvaluateCommand.class, ExportDatasetCommand.class})
public final class ModelsCommand {}
