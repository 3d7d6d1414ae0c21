package org.skycast.cli.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.skycast.avro.Alert;
import org.skycast.cli.connection.Connection;
import org.skycast.records.PlainRecord;
import org.skycast.streams.log.LogReader;
import org.skycast.streams.log.LogSpan;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.topics.Topics;
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
    private static final Set<String> ENDED = Set.of("CLEARED", "EXPIRED", "CANCELLED");

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--active", description = "Leave out what has ended or expired.")
    private boolean active;

    @Option(names = "--json", description = "Print each message whole, as JSON, one a line.")
    private boolean json;

    @Override
    public Integer call() {
        Instant now = InstantSource.system().instant();
        newest().values().stream()
                .filter(alert -> !active
                        || !ENDED.contains(alert.getState())
                                && alert.getExpires().isAfter(now))
                .forEach(alert -> System.out.println(json ? json(alert) : AlertLine.of(alert, now)));
        return 0;
    }

    private Map<String, Alert> newest() {
        Map<String, Alert> newest = new TreeMap<>();
        var values = LogValues.of(Topics.ACTIVE_ALERTS, connection.properties(), Unreadable.IS_PASSED_OVER);
        try (var reader = LogReader.on(connection.properties())) {
            for (LogSpan span : reader.whole(Topics.ACTIVE_ALERTS.name())) {
                reader.read(span, record -> {
                    newest.remove(record.key());
                    values.entry(record).ifPresent(entry -> newest.put(entry.key(), entry.value()));
                });
            }
        }
        return newest;
    }

    private static String json(Alert alert) {
        try {
            return JSON.writeValueAsString(PlainRecord.of(alert));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
