package org.skycast.cli.models;

import picocli.CommandLine.Command;

/** {@code skycast models}: bundles and their roles, what a bundle is worth, and data to train the next one on. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Publishes model bundles and gives them roles, tries one, or takes out data to train one on.",
        subcommands = {
            PublishCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            PromoteCommand.class,
            ShadowCommand.class,
            RollbackCommand.class,
            EvaluateCommand.class,
            ExportDatasetCommand.class
        })
public final class ModelsCommand {}
