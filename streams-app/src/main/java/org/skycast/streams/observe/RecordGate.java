package org.skycast.streams.observe;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.topics.Topics;

/** Where a stream enters: lets through the records of stations that are registered. */
abstract class RecordGate<T extends SpecificRecord> extends ContextualProcessor<String, Envelope<T>, String, Object> {

    final StationObserver observer;
    final NowcastMetrics metrics;
    private @Nullable StationStores memory;
    private @Nullable ObservationSink outlet;

    RecordGate(StationObserver observer, NowcastMetrics metrics) {
        this.observer = observer;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        memory = new StationStores(context);
        outlet = new ObservationSink(context, metrics);
    }

    @Override
    public void process(Record<String, Envelope<T>> record) {
        if (record.value() == null) {
            // A tombstone says nothing in a log of measurements; there is no value to keep.
            metrics.tombstone(context().recordMetadata().orElseThrow().topic());
            return;
        }
        String named = stationId(record.value().record());
        if (!named.equals(record.key())) {
            outlet().reject(record, record.value(), keyMismatch(record.key(), named));
            return;
        }
        Optional<Station> station = memory().station(named);
        if (station.isEmpty()) {
            outlet().reject(
                            record,
                            record.value(),
                            new Rejection(
                                    Reason.UNKNOWN_STATION,
                                    "No station '%s' is registered; write it to %s first."
                                            .formatted(named, Topics.STATIONS.name())));
            return;
        }
        enter(station.get(), record);
    }

    static Rejection keyMismatch(String key, String station) {
        return new Rejection(
                Reason.KEY_MISMATCH,
                "The key is '%s', but the record is of station '%s'; key records by their station."
                        .formatted(key, station));
    }

    /** The station that the record names. */
    abstract String stationId(T record);

    /** Takes a record of a station that is registered. */
    abstract void enter(Station station, Record<String, Envelope<T>> record);

    /** Whether a frame, or an embedding in its place, is to be used; counts or rejects it where it is not. */
    boolean isAdmitted(Station station, Record<String, Envelope<T>> record, Stamp stamp) {
        Admission admission =
                observer.admit(station, memory().state(station.id()), memory().tallies(station.id()), stamp);
        memory().keep(station.id(), admission.transition());
        metrics.missing(admission.transition().missing());
        if (admission instanceof Admission.Refused refused) {
            outlet().reject(record, record.value(), refused.rejection());
        } else if (admission instanceof Admission.Skipped) {
            metrics.frameSkipped();
        } else if (admission instanceof Admission.Audited) {
            metrics.frameAudited();
        }
        return admission instanceof Admission.Admitted;
    }

    /** Where the record that is being taken stands in the log. */
    Origin at() {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        return new Origin(at.topic(), at.partition(), at.offset());
    }

    StationStores memory() {
        return required(memory);
    }

    ObservationSink outlet() {
        return required(outlet);
    }

    private static <V> V required(@Nullable V value) {
        if (value == null) {
            throw new IllegalStateException("init was not called");
        }
        return value;
    }
}
