package org.skycast.cli.alerts;

import picocli.CommandLine.Command;

/** {@code skycast alerts}: weather alerts and their rules. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description =
                "Shows weather alerts, also as CAP 1.2, and tells receivers of them; writes and replays the rules that raise them.",
        subcommands = {
            RulesCommand.class,
            ListAlertsCommand.class,
            ReplayAlertsCommand.class,
            CapCommand.class,
            SendCommand.class
        })
public final class AlertsCommand {}
