package org.skycast.records;

import java.util.List;
import java.util.Optional;
import org.skycast.avro.Lineage;
import org.skycast.avro.SlotRevision;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Learnt;

/** What a forecast was made of, between the domain and the log. */
final class LineageRecords {

    private LineageRecords() {}

    static Lineage toAvro(Forecast.Lineage lineage) {
        return toAvro(
                lineage,
                lineage.slots().stream()
                        .map(slot -> new SlotRevision(slot.start(), slot.revision()))
                        .toList(),
                lineage.learnt());
    }

    /** For what names the forecast: that one has the slots, and the weights of what was learnt. */
    static Lineage withoutSlots(Forecast.Lineage lineage) {
        return toAvro(lineage, List.of(), lineage.learnt().map(Learnt::withoutWeights));
    }

    @SuppressWarnings("NullAway") // a nullable field of the record
    private static Lineage toAvro(Forecast.Lineage lineage, List<SlotRevision> slots, Optional<Learnt> learnt) {
        return new Lineage(
                lineage.model().id(),
                lineage.model().version(),
                lineage.model().sha256(),
                lineage.featureSpec(),
                OriginRecords.toAvro(lineage.observation()),
                slots,
                learnt.map(LearntRecords::toAvro).orElse(null));
    }

    static Forecast.Lineage toDomain(Lineage lineage) {
        return new Forecast.Lineage(
                new Forecaster.Model(lineage.getModelId(), lineage.getModelVersion(), lineage.getBundleSha256()),
                lineage.getFeatureSpec(),
                OriginRecords.toDomain(lineage.getObservation()),
                lineage.getSlots().stream()
                        .map(slot -> new Forecast.SlotRevision(slot.getStart(), slot.getRevision()))
                        .toList(),
                Optional.ofNullable(lineage.getLearnt()).map(LearntRecords::toDomain));
    }
}
