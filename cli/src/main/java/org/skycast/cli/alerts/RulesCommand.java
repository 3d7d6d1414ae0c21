package org.skycast.cli.alerts;

import picocli.CommandLine.Command;

/** {@code skycast alerts rules}: the rules, in a file and in the log. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Writes rules of weather alerts to the log, and shows them.",
        subcommands = {ApplyCommand.class, DiffCommand.class, ListRulesCommand.class, RetireCommand.class})
public final class RulesCommand {}
