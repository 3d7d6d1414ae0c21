package org.skycast.cli.alerts;

import java.util.List;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.trials.alert.RuleChanges.Change;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skycast alerts rules diff}: what applying a file would change. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Checks a file of rules and says what applying it would change; writes nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing would change",
            "1:it failed, or the file does not fit",
            "2:wrong usage",
            "3:something would"
        })
public final class DiffCommand implements Callable<Integer> {

    private static final int CHANGES = 3;

    @Mixin
    private RuleFileOptions file = new RuleFileOptions();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        List<Change> changes = file.changes(new AlertRuleLog(connection.reached()).read());
        changes.forEach(change -> System.out.println(change.line()));
        return changes.stream().allMatch(Change::isNone) ? 0 : CHANGES;
    }
}
