package org.skycast.streams.observe;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.LogCheck;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.session.ObservationSession;
import org.skycast.nowcast.station.Station;
import org.skycast.streams.metrics.NowcastMetrics;
import org.skycast.streams.topology.Envelope;
import org.skycast.streams.topology.TaskProcessor;
import org.skycast.text.Printable;
import org.skycast.topics.Topics;

/** Where a stream enters: lets through the records of stations that are registered. */
abstract class RecordGate<T extends SpecificRecord, O> extends TaskProcessor<Envelope<T>, O, RecordGate.Task> {

    final NowcastMetrics metrics;
    private final StationObserver observer;
    private final SignedStations signed;

    /** @param signed how it is told whether a record is its station's own */
    RecordGate(StationObserver observer, NowcastMetrics metrics, SignedStations signed) {
        this.observer = observer;
        this.metrics = metrics;
        this.signed = signed;
    }

    /** What a gate holds while it runs. */
    record Task(
            StationStores stations,
            SignedStations.OfTask identities,
            ObservationSink observations,
            RejectionSink rejections) {}

    @Override
    protected Task open(ProcessorContext<String, O> context) {
        return new Task(
                new StationStores(context),
                signed.in(context),
                new ObservationSink(context, metrics),
                new RejectionSink(context, metrics));
    }

    @Override
    protected void process(Task task, Record<String, Envelope<T>> record) {
        if (record.value() == null) {
            // A tombstone says nothing in a log of measurements; there is no value to keep.
            metrics.tombstone(at().topic());
            return;
        }
        String named = stationId(record.value().record());
        if (!named.equals(record.key())) {
            task.rejections().reject(record, record.value(), keyMismatch(record.key(), named));
            return;
        }
        task.stations()
                .station(named)
                .ifPresentOrElse(
                        station -> enterIfAuthentic(task, station, record),
                        () -> task.rejections().reject(record, record.value(), unknown(named)));
    }

    /** Before all that the station's memory has a part in: what somebody else wrote must leave no trace there. */
    private void enterIfAuthentic(Task task, Station station, Record<String, Envelope<T>> record) {
        Optional<String> fault = task.identities()
                .fault(station, at().topic(), record, record.value().wire());
        if (fault.isPresent()) {
            task.rejections().reject(record, record.value(), new Rejection(Reason.NOT_AUTHENTIC, fault.get()));
        } else {
            // Headers would go along into all that is made of the record.
            enter(task, station, record.withHeaders(new RecordHeaders()));
        }
    }

    static Rejection keyMismatch(String key, String station) {
        return LogCheck.keyMismatch(Printable.name(String.valueOf(key)), Printable.name(station));
    }

    private static Rejection unknown(String station) {
        return new Rejection(
                Reason.UNKNOWN_STATION,
                "No station '%s' is registered; write it to %s first."
                        .formatted(Printable.name(station), Topics.STATIONS.name()));
    }

    /** The station that the record names. */
    abstract String stationId(T record);

    /** Takes a record of a station that is registered. */
    abstract void enter(Task task, Station station, Record<String, Envelope<T>> record);

    /** The way of the station's records to observations. */
    ObservationSession session(Task task, Station station) {
        return new ObservationSession(observer, station, task.stations().of(station.id()));
    }

    /** Whether a frame, or an embedding in its place, is to be used; counts or rejects it where it is not. */
    boolean isAdmitted(Task task, Station station, Record<String, Envelope<T>> record, Stamp stamp) {
        Admission admission = session(task, station).admit(stamp);
        metrics.missing(admission.transition().missing());
        if (admission instanceof Admission.Refused refused) {
            task.rejections().reject(record, record.value(), refused.rejection());
        } else if (admission instanceof Admission.Skipped) {
            metrics.frameSkipped();
        } else if (admission instanceof Admission.Audited) {
            metrics.frameAudited();
        }
        return admission instanceof Admission.Admitted;
    }

    /** Where the record that is being taken stands in the log. */
    Origin at() {
        return RejectionSink.at(context());
    }
}
