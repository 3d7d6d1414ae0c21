package org.skycast.cli.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.nowcast.alert.AlertBook;
import org.skycast.nowcast.alert.AlertRule;
import org.skycast.records.AlertRuleRecords;
import org.skycast.records.PlainRecord;
import org.skycast.streams.alert.AlertRuleLog;
import org.skycast.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast alerts rules list}: the rules in the log. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the rules in the log, the newest of each.")
public final class ListRulesCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--all", description = "Every revision.")
    private boolean all;

    @Option(names = "--json", description = "Print each rule whole, as JSON, one a line.")
    private boolean json;

    @Override
    public Integer call() {
        AlertBook book = new AlertRuleLog(connection.reached()).read();
        book.known().stream()
                .filter(rule ->
                        all || book.newest(rule.id()).filter(rule::equals).isPresent())
                .forEach(rule -> System.out.println(Printable.of(json ? json(rule) : RuleLine.of(rule))));
        return 0;
    }

    private static String json(AlertRule rule) {
        try {
            return JSON.writeValueAsString(PlainRecord.of(AlertRuleRecords.toAvro(rule)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
