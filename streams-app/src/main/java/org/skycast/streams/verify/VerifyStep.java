package org.skycast.streams.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.avro.Forecast;
import org.skycast.avro.Observation;
import org.skycast.avro.Score;
import org.skycast.avro.Tick;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.StationVerifier;
import org.skycast.nowcast.verify.rolling.SlotValues;
import org.skycast.nowcast.verify.rolling.StationUpdate;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.records.ScoreRecords;
import org.skycast.streams.metrics.NowcastMetrics;

/**
 * Forecasts and their truths to scores; a tick tells that time has passed at stations that are silent. Scores go out one
 * by one; to the watching step each record's scores go together, with what it says was measured: sums are written once.
 */
public final class VerifyStep extends ContextualProcessor<String, SpecificRecord, String, Object> {

    /** The name of the child that takes {@link Score}s. */
    public static final String SCORES_OUT = "scores-out";

    /** The name of the child that is a {@link DriftStep}. */
    public static final String WATCH = "watch";

    /** The name of the store {@link org.skycast.nowcast.verify.VerifyState} by station id. */
    public static final String STATES = StreamsVerificationStore.STATES;

    /** The name of the store {@link org.skycast.nowcast.verify.Truth} by station id and slot. */
    public static final String TRUTHS = StreamsVerificationStore.TRUTHS;

    /** The name of the store {@link Awaited} by station id, reference time and topic. */
    public static final String AWAITED = StreamsVerificationStore.AWAITED;

    private final StationVerifier verifier;
    private final NowcastMetrics metrics;

    /** @param amendment how long the observe stage lets a slot be amended */
    public VerifyStep(Duration amendment, NowcastMetrics metrics) {
        this.verifier = new StationVerifier(amendment);
        this.metrics = metrics;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Instant logTime = Instant.ofEpochMilli(record.timestamp());
        if (record.value() == null) {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
        } else if (record.value() instanceof Observation observation) {
            observe(record, ObservationRecords.toDomain(observation), logTime);
        } else if (record.value() instanceof Forecast forecast) {
            var store = StreamsVerificationStore.of(context(), record.key());
            publish(record, Optional.empty(), verifier.foretell(store, awaited(forecast)));
        } else if (record.value() instanceof Tick) {
            StreamsVerificationStore.forEachStation(
                    context(),
                    station -> publish(
                            record.withKey(station),
                            Optional.empty(),
                            verifier.pass(StreamsVerificationStore.of(context(), station), logTime)));
            context().forward(record.withValue((Object) new Verified.TimePassed()), WATCH);
        }
    }

    private void observe(
            Record<String, SpecificRecord> record,
            org.skycast.nowcast.observe.Observation observation,
            Instant logTime) {
        var store = StreamsVerificationStore.of(context(), record.key());
        Optional<SlotValues> values =
                SlotValues.of(store.truth(observation.slot().start()), observation);
        publish(record, values, verifier.observe(store, observation, logTime));
    }

    private Awaited awaited(Forecast record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        // The slots are long, and the forecast that a score names has them.
        record.getLineage().setSlots(List.of());
        return new Awaited(new Origin(at.topic(), at.partition(), at.offset()), ForecastRecords.toDomain(record));
    }

    private void publish(Record<String, SpecificRecord> cause, Optional<SlotValues> values, List<Scored> scores) {
        for (Scored scored : scores) {
            metrics.score(scored.score() instanceof org.skycast.nowcast.verify.Score.Missing);
            context().forward(cause.withValue((Object) ScoreRecords.toAvro(scored)), SCORES_OUT);
        }
        if (values.isPresent() || !scores.isEmpty()) {
            var update = new StationUpdate(Instant.ofEpochMilli(cause.timestamp()), values, scores);
            context().forward(cause.withValue((Object) new Verified.News(update)), WATCH);
        }
    }
}
