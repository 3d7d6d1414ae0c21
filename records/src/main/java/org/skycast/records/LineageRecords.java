package org.skycast.records;

import java.util.List;
import org.skycast.avro.Lineage;
import org.skycast.avro.SlotRevision;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.forecast.Forecaster;

/** What a forecast was made of, between the domain and the log. */
final class LineageRecords {

    private LineageRecords() {}

    static Lineage toAvro(Forecast.Lineage lineage) {
        return toAvro(
                lineage,
                lineage.slots().stream()
                        .map(slot -> new SlotRevision(slot.start(), slot.revision()))
                        .toList());
    }

    /** For what names the forecast: that one has the slots. */
    static Lineage withoutSlots(Forecast.Lineage lineage) {
        return toAvro(lineage, List.of());
    }

    private static Lineage toAvro(Forecast.Lineage lineage, List<SlotRevision> slots) {
        return new Lineage(
                lineage.model().id(),
                lineage.model().version(),
                lineage.model().sha256(),
                lineage.featureSpec(),
                OriginRecords.toAvro(lineage.observation()),
                slots);
    }

    static Forecast.Lineage toDomain(Lineage lineage) {
        return new Forecast.Lineage(
                new Forecaster.Model(lineage.getModelId(), lineage.getModelVersion(), lineage.getBundleSha256()),
                lineage.getFeatureSpec(),
                OriginRecords.toDomain(lineage.getObservation()),
                lineage.getSlots().stream()
                        .map(slot -> new Forecast.SlotRevision(slot.getStart(), slot.getRevision()))
                        .toList());
    }
}
