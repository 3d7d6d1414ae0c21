package org.skycast.cli.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.skycast.streams.rollout.ObservationProgress;
import picocli.CommandLine.Option;

/** From which reference time on a rule holds. */
final class RuleBeginning {

    /** So that a rule which is on its way while a forecast is issued is still in time for the next but one. */
    private static final int SLOTS_AHEAD = 2;

    @Option(
            names = "--from",
            paramLabel = "T",
            description =
                    "The first reference time for which it holds; by default two slots after the newest observed one.")
    private Optional<Instant> from = Optional.empty();

    Instant from(Map<String, ?> clients) {
        return from.orElseGet(() -> ObservationProgress.in(clients)
                .map(progress ->
                        progress.newest().end().plus(progress.newest().length().multipliedBy(SLOTS_AHEAD)))
                .orElseGet(() -> InstantSource.system().instant().truncatedTo(ChronoUnit.MINUTES)));
    }
}
