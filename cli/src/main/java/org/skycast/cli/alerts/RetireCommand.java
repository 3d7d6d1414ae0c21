package org.skycast.cli.alerts;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.streams.StartupException;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.trials.alert.RuleChanges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skycast alerts rules retire}: a rule is no more; what it has raised is cancelled. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = "Withdraws a rule, from a reference time on; each alert that it has raised is cancelled once.")
public final class RetireCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The rule.")
    private String id = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "A sentence for those who were warned.")
    private String reason = "";

    @Mixin
    private RuleBeginning beginning = new RuleBeginning();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        Map<String, Object> clients = connection.reached();
        var log = new AlertRuleLog(clients);
        AlertRule rule = log.read()
                .newest(id)
                .filter(AlertRule::enabled)
                .orElseThrow(() -> new StartupException(
                        "No rule '%s' holds; 'skycast alerts rules list' shows which do.".formatted(id)));
        AlertRule retired = RuleChanges.retired(rule, beginning.from(clients), reason);
        log.write(List.of(retired));
        System.out.println(RuleLine.of(retired));
        return 0;
    }
}
