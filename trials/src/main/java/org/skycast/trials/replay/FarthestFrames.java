package org.skycast.trials.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.avro.Observation;
import org.skycast.nowcast.compare.Comparison.Farthest;
import org.skycast.nowcast.observe.Origin;
import org.skycast.records.OriginRecords;
import org.skycast.streams.forecast.LoggedFrames;
import org.skycast.streams.log.LogValues;
import org.skycast.streams.log.LogValues.Unreadable;
import org.skycast.streams.log.PartitionLog;
import org.skycast.topics.Topics;
import org.skycast.trials.report.ReportInput.PicturedCase;
import org.skycast.trials.report.ReportInput.Sight;

/** Fetches what the camera saw before the forecasts that differ most. */
final class FarthestFrames {

    private final ReplayPlan plan;
    private final Map<String, Object> clients;
    private final Duration reach;

    /** @param reach how old a sky may be that the candidate still reads */
    FarthestFrames(ReplayPlan plan, Map<String, Object> clients, Duration reach) {
        this.plan = plan;
        this.clients = clients;
        this.reach = reach;
    }

    /** The cases, each with the newest frame within reach of its reference time that the log still has. */
    List<PicturedCase> of(List<Farthest> farthest) {
        var wanted = new HashMap<String, List<Instant>>();
        farthest.forEach(one ->
                wanted.computeIfAbsent(station(one), id -> new ArrayList<>()).add(reference(one)));
        Map<String, NavigableMap<Instant, Origin>> skies = skies(wanted);
        try (var frames = new LoggedFrames(clients)) {
            Map<Origin, Optional<byte[]>> images = new HashMap<>();
            return farthest.stream()
                    .map(one -> new PicturedCase(
                            one,
                            sight(reference(one), skies.getOrDefault(station(one), new TreeMap<>()), frames, images)))
                    .toList();
        }
    }

    private Optional<Sight> sight(
            Instant reference,
            NavigableMap<Instant, Origin> ofStation,
            LoggedFrames frames,
            Map<Origin, Optional<byte[]>> images) {
        for (Map.Entry<Instant, Origin> sky : ofStation
                .subMap(reference.minus(reach), true, reference, true)
                .descendingMap()
                .entrySet()) {
            Optional<byte[]> image = images.computeIfAbsent(sky.getValue(), frames::image);
            if (image.isPresent()) {
                return Optional.of(new Sight(image.get(), Duration.between(sky.getKey(), reference)));
            }
        }
        return Optional.empty();
    }

    private static String station(Farthest of) {
        return of.of().stationId();
    }

    private static Instant reference(Farthest of) {
        return of.of().candidate().referenceTime();
    }

    /** By station and end of slot, the skies within reach of a wanted time. */
    private Map<String, NavigableMap<Instant, Origin>> skies(Map<String, List<Instant>> wanted) {
        Map<String, NavigableMap<Instant, Origin>> skies = new HashMap<>();
        for (ReplayPlan.Span span : plan.spans()) {
            try (var log = new PartitionLog<>(
                    clients,
                    span.of(plan.observations()),
                    LogValues.of(Topics.OBSERVATIONS, clients, Unreadable.IS_PASSED_OVER))) {
                log.forEachRemaining(entry -> {
                    Observation of = entry.value();
                    Instant end = of.getSlotStart().plusSeconds(60L * of.getSlotMinutes());
                    boolean isWanted = wanted.getOrDefault(of.getStationId(), List.of()).stream()
                            .anyMatch(at -> !end.isAfter(at) && !end.isBefore(at.minus(reach)));
                    if (of.getSky() != null && isWanted) {
                        skies.computeIfAbsent(of.getStationId(), id -> new TreeMap<>())
                                .putIfAbsent(
                                        end, OriginRecords.toDomain(of.getSky().getOrigin()));
                    }
                });
            }
        }
        return skies;
    }
}
