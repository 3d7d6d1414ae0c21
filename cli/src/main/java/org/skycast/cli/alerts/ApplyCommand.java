package org.skycast.cli.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.trials.alert.RuleChanges.Change;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skycast alerts rules apply}: what a file changes goes to the log. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Checks a file of rules and writes those that are new or changed to the log, all or none.")
public final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private RuleFileOptions file = new RuleFileOptions();

    @Mixin
    private RuleBeginning beginning = new RuleBeginning();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        Map<String, Object> clients = connection.reached();
        var log = new AlertRuleLog(clients);
        List<Change> changes = file.changes(log.read());
        Instant from = beginning.from(clients);
        List<AlertRule> next = changes.stream()
                .filter(change -> !change.isNone())
                .map(change -> change.next(from))
                .toList();
        if (!next.isEmpty()) {
            log.write(next);
        }
        changes.forEach(change -> System.out.println(change.line()));
        next.forEach(rule -> System.out.println(RuleLine.of(rule)));
        return 0;
    }
}
