package org.skycast.records;

import java.util.OptionalDouble;
import org.skycast.nowcast.forecast.Forecast;
import org.skycast.nowcast.verify.Score;
import org.skycast.nowcast.verify.Scored;

/** Scores on their way to the log. */
public final class ScoreRecords {

    private ScoreRecords() {}

    /** The score as the log keeps it; of its lineage the forecast it names has the slots and the weights. */
    public static org.skycast.avro.Score toAvro(Scored scored) {
        Forecast forecast = scored.of().forecast();
        Score score = scored.score();
        var record = org.skycast.avro.Score.newBuilder()
                .setForecast(OriginRecords.toAvro(scored.of().origin()))
                .setLineage(LineageRecords.withoutSlots(forecast.lineage()))
                .setStationId(forecast.stationId())
                .setReferenceTime(score.referenceTime())
                .setLeadMinutes((int) score.lead().toMinutes())
                .setVariable(score.name());
        if (score instanceof Score.OfVariable of) {
            record.setObserved(of.observed())
                    .setError(of.error())
                    .setCrps(of.crps())
                    .setInside80(of.inside80());
            of.persistenceError()
                    .ifPresent(error -> record.setPersistenceError(error).setPersistenceCrps(Math.abs(error)));
            of.bundleError().ifPresent(record::setBundleError);
        } else if (score instanceof Score.OfEvent of) {
            record.setObserved(of.happened() ? 1.0 : 0.0)
                    .setProbability(of.probability())
                    .setBrier(of.brier());
            OptionalDouble persistence = of.persistenceBrier();
            persistence.ifPresent(record::setPersistenceBrier);
            of.bundleBrier().ifPresent(record::setBundleBrier);
        }
        return record.build();
    }
}
