package org.skycast.trials.replay;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.skycast.avro.Observation;
import org.skycast.nowcast.compare.Comparison.Worst;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.OriginRecords;
import org.skycast.streams.forecast.LoggedFrames;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topics;
import org.skycast.trials.report.ReportInput.PicturedCase;

/** Fetches what the camera saw before the forecasts that went most wrong. */
final class WorstFrames {

    private final ReplayPlan plan;
    private final Map<String, Object> clients;

    private record At(String station, Instant reference) {}

    WorstFrames(ReplayPlan plan, Map<String, Object> clients) {
        this.plan = plan;
        this.clients = clients;
    }

    /** The cases with the frame of the slot that ended at the reference time, where the log still has it. */
    List<PicturedCase> of(List<Worst> worst) {
        Map<At, Origin> origins = origins(worst.stream().map(WorstFrames::at).collect(Collectors.toSet()));
        try (var frames = new LoggedFrames(clients)) {
            Map<At, Optional<byte[]>> images = new HashMap<>();
            worst.forEach(one -> images.computeIfAbsent(
                    at(one), at -> Optional.ofNullable(origins.get(at)).flatMap(frames::image)));
            return worst.stream()
                    .map(one -> new PicturedCase(one, images.getOrDefault(at(one), Optional.empty())))
                    .toList();
        }
    }

    private static At at(Worst worst) {
        return new At(worst.of().stationId(), worst.of().candidate().referenceTime());
    }

    private Map<At, Origin> origins(Set<At> wanted) {
        Map<At, Origin> origins = new HashMap<>();
        for (ReplayPlan.Span span : plan.spans()) {
            try (var log = new PartitionLog<>(
                    clients,
                    span.of(plan.observations()),
                    LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.FAILS))) {
                log.forEachRemaining(entry -> {
                    Observation observation = entry.value();
                    Instant end = observation.getSlotStart().plusSeconds(60L * observation.getSlotMinutes());
                    var at = new At(observation.getStationId(), end);
                    if (observation.getSky() != null && wanted.contains(at)) {
                        origins.putIfAbsent(
                                at, OriginRecords.toDomain(observation.getSky().getOrigin()));
                    }
                });
            }
        }
        return origins;
    }
}
