package org.skycast.records;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.skycast.avro.InputOffsets;
import org.skycast.avro.SkyInSlot;
import org.skycast.avro.VariableSummary;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.QualityFlag;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;

/** Observations between the domain and the log; there and back changes nothing. */
public final class ObservationRecords {

    private ObservationRecords() {}

    /** The observation as the log keeps it. */
    public static org.skycast.avro.Observation toAvro(Observation observation) {
        List<VariableSummary> variables = new ArrayList<>();
        observation.variables().forEach((variable, summary) -> variables.add(toAvro(variable, summary)));
        return org.skycast.avro.Observation.newBuilder()
                .setStationId(observation.stationId())
                .setSite(StationRecords.toAvro(observation.site()))
                .setSlotStart(observation.slot().start())
                .setSlotMinutes((int) observation.slot().length().toMinutes())
                .setRevision(observation.revision())
                .setVariables(variables)
                .setSky(observation.sky().map(ObservationRecords::toAvro).orElse(null))
                .setNewestReadingAt(observation.newestReadingAt().orElse(null))
                .setInputs(inputs(observation.inputs()))
                .build();
    }

    private static VariableSummary toAvro(Variable variable, Summary summary) {
        List<String> flags = summary.flags().stream().map(Enum::name).sorted().toList();
        return new VariableSummary(
                variable.cfName(),
                variable.units(),
                summary.mean(),
                summary.min(),
                summary.max(),
                summary.count(),
                flags);
    }

    private static SkyInSlot toAvro(Sky sky) {
        return new SkyInSlot(
                sky.capturedAt(),
                sky.encoderSha256(),
                ByteBuffer.wrap(sky.embedding().halves()),
                sky.frameSha256().orElse(null),
                OriginRecords.toAvro(sky.origin()));
    }

    private static List<InputOffsets> inputs(List<Origin> origins) {
        Map<Origin, List<Long>> byPartition = origins.stream()
                .collect(Collectors.groupingBy(
                        origin -> new Origin(origin.topic(), origin.partition(), 0),
                        TreeMap::new,
                        Collectors.mapping(Origin::offset, Collectors.toList())));
        List<InputOffsets> inputs = new ArrayList<>();
        byPartition.forEach((at, offsets) -> inputs.add(new InputOffsets(at.topic(), at.partition(), offsets)));
        return inputs;
    }

    /**
     * The observation that the log keeps.
     *
     * @throws IllegalArgumentException if it names a site off the earth, or an embedding that is cut short
     */
    public static Observation toDomain(org.skycast.avro.Observation record) {
        Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
        for (VariableSummary summary : record.getVariables()) {
            // A variable of a later version is nothing that this one could use.
            Variable.named(summary.getName()).ifPresent(variable -> variables.put(variable, toDomain(summary)));
        }
        return new Observation(
                record.getStationId(),
                StationRecords.toDomain(record.getSite()),
                new Slot(record.getSlotStart(), Duration.ofMinutes(record.getSlotMinutes())),
                record.getRevision(),
                variables,
                Optional.ofNullable(record.getSky()).map(ObservationRecords::toDomain),
                Optional.ofNullable(record.getNewestReadingAt()),
                record.getInputs().stream()
                        .flatMap(in -> in.getOffsets().stream()
                                .map(offset -> new Origin(in.getTopic(), in.getPartition(), offset)))
                        .toList());
    }

    private static Summary toDomain(VariableSummary summary) {
        Set<QualityFlag> flags = summary.getFlags().stream()
                .filter(flag -> flag.equals(QualityFlag.STUCK.name()))
                .map(QualityFlag::valueOf)
                .collect(Collectors.toSet());
        return new Summary(summary.getMean(), summary.getMin(), summary.getMax(), summary.getCount(), flags);
    }

    private static Sky toDomain(SkyInSlot sky) {
        return new Sky(
                sky.getCapturedAt(),
                sky.getEncoderSha256(),
                Embedding.ofHalves(Buffers.of(sky.getVector())),
                Optional.ofNullable(sky.getFrameSha256()),
                OriginRecords.toDomain(sky.getOrigin()));
    }
}
