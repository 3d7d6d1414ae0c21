package org.skycast.cli.alerts;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.skycast.cli.connection.Connection;
import org.skycast.streams.StartupException;
import org.skycast.topics.Topics;
import org.skycast.trials.alert.AlertReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skycast alerts replay}: what went out, or would have, once more and to a topic of its own. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Judges the forecasts of a range once more by the rules in the log, to a topic of its own, with the"
                        + " status Test; no sink reads it.")
public final class ReplayAlertsCommand implements Callable<Integer> {

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "The first time of which messages are told.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "T",
            description = "Forecasts of reference times from this on are left aside.")
    private Instant to = Instant.EPOCH;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "NAME",
            description = "Where messages go: a topic that is made for it, and that is yours to delete.")
    private String topic = "";

    @Option(
            names = "--forecasts",
            paramLabel = "NAME",
            description =
                    "The topic of the forecasts, such as one that 'skycast replay --keep' left; by default what went out.")
    private String forecasts = Topics.FORECASTS.name();

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() {
        if (!from.isBefore(to)) {
            throw new StartupException("--from %s is not before --to %s.".formatted(from, to));
        }
        int written = new AlertReplay(connection.reached(), new AlertReplay.Range(forecasts, from, to, topic)).run();
        System.out.printf("%d messages are in %s; 'skycast alerts replay' writes no other topic.%n", written, topic);
        return 0;
    }
}
