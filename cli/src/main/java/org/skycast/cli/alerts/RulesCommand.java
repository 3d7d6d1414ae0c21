package org.skycast.cli.alerts;

import picocli.CommandLine.Command;

/** {@code skycast alerts rules}: the rules, in a file and in the log. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Writes rules of weather alerts to the log, shows them, and tries them on what was foretold.",
        subcommands = {
            ApplyCommand.class,
            DiffCommand.class,
            ListRulesCommand.class,
            RetireCommand.class,
            TestRulesCommand.class
        })
public final class RulesCommand {}
