package org.skycast.streams.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.skycast.avro.Forecast;
import org.skycast.avro.Rejected;
import org.skycast.avro.Score;
import org.skycast.nowcast.observe.LogCheck;
import org.skycast.nowcast.observe.LoggedObservation;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.verify.Awaited;
import org.skycast.nowcast.verify.ForecastCheck;
import org.skycast.nowcast.verify.PromisedTruths;
import org.skycast.nowcast.verify.Scored;
import org.skycast.nowcast.verify.StationVerifier;
import org.skycast.nowcast.verify.VerificationStore;
import org.skycast.nowcast.verify.rolling.SlotValues;
import org.skycast.nowcast.verify.rolling.StationUpdate;
import org.skycast.records.ForecastRecords;
import org.skycast.records.ObservationRecords;
import org.skycast.records.ScoreRecords;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.Outgoing;
import org.skycast.streams.topology.Rejections;
import org.skycast.streams.topology.TaskProcessor;

/**
 * Forecasts and their truths to scores; a tick tells that time has passed at stations that are silent. Scores go out one
 * by one; to the watching step each record's scores go together, with what it says was measured: sums are written once.
 */
final class VerifyStep extends TaskProcessor<VerifyInput, Score, StreamsVerificationStore.Stores> {

    /** Where scores go. */
    static final Outgoing<Score> SCORES = new Outgoing<>("scores-out");

    /** Where {@link DriftStep} is. */
    static final Outgoing<Verified> WATCH = new Outgoing<>("watch");

    /** Where forecasts go that cannot be. */
    static final Outgoing<Rejected> REJECTED = new Outgoing<>("rejected-out");

    private final StationVerifier verifier;
    private final Duration slotLength;
    private final NowcastMetrics metrics;

    /** @param policy of the observe stage */
    public VerifyStep(ObservePolicy policy, NowcastMetrics metrics) {
        this.verifier = new StationVerifier(policy.amendment());
        this.slotLength = policy.slotLength();
        this.metrics = metrics;
    }

    @Override
    protected StreamsVerificationStore.Stores open(ProcessorContext<String, Score> context) {
        return new StreamsVerificationStore.Stores(context);
    }

    @Override
    protected void process(StreamsVerificationStore.Stores stores, Record<String, VerifyInput> record) {
        if (record.value() instanceof VerifyInput.Observed observed) {
            observe(stores, record, observed);
        } else if (record.value() instanceof VerifyInput.Foretold foretold) {
            foretell(stores, record, foretold.envelope());
        } else if (record.value() instanceof VerifyInput.Ticked) {
            pass(stores, record);
        } else {
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
        }
    }

    private void foretell(
            StreamsVerificationStore.Stores stores, Record<String, VerifyInput> record, Envelope<Forecast> forecast) {
        Awaited awaited = awaited(forecast.record());
        Optional<Rejection> fault = ForecastCheck.fault(
                String.valueOf(record.key()), awaited.forecast(), Instant.ofEpochMilli(record.timestamp()));
        if (fault.isPresent()) {
            new Rejections(REJECTED, metrics).reject(context(), record, forecast.wire(), fault.get());
        } else {
            VerificationStore store = stores.of(record.key());
            publish(record, store, Optional.empty(), verifier.foretell(store, awaited));
        }
    }

    private void observe(
            StreamsVerificationStore.Stores stores, Record<String, VerifyInput> record, VerifyInput.Observed observed) {
        Observation observation;
        try {
            observation = ObservationRecords.toDomain(observed.envelope().record());
        } catch (IllegalArgumentException e) {
            // As below.
            return;
        }
        var logged =
                new LoggedObservation(observation, Rejections.at(context()), Instant.ofEpochMilli(record.timestamp()));
        if (LogCheck.fault(String.valueOf(record.key()), logged, slotLength).isPresent()) {
            // The stage that forecasts of it has put it aside.
            return;
        }
        VerificationStore store = stores.of(record.key());
        Optional<SlotValues> values =
                SlotValues.of(store.truth(observation.slot().start()), observation);
        publish(record, store, values, verifier.observe(store, observation, Instant.ofEpochMilli(record.timestamp())));
    }

    private void pass(StreamsVerificationStore.Stores stores, Record<String, VerifyInput> record) {
        Instant logTime = Instant.ofEpochMilli(record.timestamp());
        stores.forEachStation(station -> {
            VerificationStore store = stores.of(station);
            publish(record.withKey(station), store, Optional.empty(), verifier.pass(store, logTime));
        });
        WATCH.forward(context(), record.withValue(new Verified.TimePassed()));
    }

    private Awaited awaited(Forecast record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        // The slots and the weights are long, and the forecast that a score names has them.
        record.getLineage().setSlots(List.of());
        Optional.ofNullable(record.getLineage().getLearnt()).ifPresent(learnt -> learnt.setWeights(List.of()));
        return new Awaited(new Origin(at.topic(), at.partition(), at.offset()), ForecastRecords.toDomain(record));
    }

    private void publish(
            Record<String, VerifyInput> cause,
            VerificationStore store,
            Optional<SlotValues> values,
            List<Scored> scores) {
        for (Scored scored : scores) {
            if (!(scored.score() instanceof org.skycast.nowcast.verify.Score.Missing)) {
                metrics.scored();
            } else if (PromisedTruths.include(store, scored, slotLength)) {
                metrics.truthMissing();
            }
            SCORES.forward(context(), cause.withValue(ScoreRecords.toAvro(scored)));
        }
        if (values.isPresent() || !scores.isEmpty()) {
            var update = new StationUpdate(Instant.ofEpochMilli(cause.timestamp()), values, scores);
            WATCH.forward(context(), cause.withValue(new Verified.News(update)));
        }
    }
}
