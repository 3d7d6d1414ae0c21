package org.skycast.cli.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.skycast.avro.Alert;
import org.skycast.cli.connection.Connection;
import org.skycast.delivery.outbox.IncidentEnds;
import org.skycast.records.PlainRecord;
import org.skycast.text.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast alerts list}: the newest message of each alert. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the newest message of each alert, until a day after its end.")
public final class ListAlertsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--active", description = "Leave out what has ended or expired.")
    private boolean active;

    @Option(names = "--json", description = "Print each message whole, as JSON, one a line.")
    private boolean json;

    @Override
    public Integer call() {
        Instant now = InstantSource.system().instant();
        new AlertLog(connection.reached())
                .newest().values().stream()
                        .filter(alert -> !active
                                || !IncidentEnds.with(alert)
                                        && alert.getExpires().isAfter(now))
                        .forEach(alert ->
                                System.out.println(json ? Printable.of(json(alert)) : AlertLine.of(alert, now)));
        return 0;
    }

    private static String json(Alert alert) {
        try {
            return JSON.writeValueAsString(PlainRecord.of(alert));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
