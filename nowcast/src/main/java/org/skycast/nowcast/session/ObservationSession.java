package org.skycast.nowcast.session;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.station.Station;

/**
 * The first half of one station's way: from a record to the observations that it closes or amends. What an event changes
 * is kept in the store before it is told.
 *
 * <p>A frame comes in three steps: it is {@linkplain #admit admitted}, the caller embeds it, and its sky is {@linkplain
 * #join joined}. Who embeds elsewhere takes them one by one; no image needs to be remembered between them:
 *
 * <pre>{@code
 * // where frames come in
 * Admission admission = new ObservationSession(observer, station, stores.of(station.id())).admit(stamp);
 * // where their skies come, once they are embedded
 * Decided decided = new ObservationSession(observer, station, stores.of(station.id())).join(stamp, sky);
 * }</pre>
 *
 * Who embeds at once {@linkplain #see takes them in one}.
 */
public final class ObservationSession {

    private final StationObserver observer;
    private final Station station;
    private final JoinStore store;

    /**
     * A session of a station, as it is registered now.
     *
     * @param store what is remembered of this station
     */
    public ObservationSession(StationObserver observer, Station station, JoinStore store) {
        this.observer = observer;
        this.station = station;
        this.store = store;
    }

    /**
     * What was decided on an event.
     *
     * @param observations what to publish, in this order
     * @param rejections why the record, or parts of it, were not used
     * @param missing how many sequence numbers the event shows to have been passed over; they may yet come
     */
    public record Decided(List<Observation> observations, List<Rejection> rejections, long missing) {

        public Decided {
            observations = List.copyOf(observations);
            rejections = List.copyOf(rejections);
        }

        static Decided of(Transition transition) {
            return new Decided(transition.observations(), transition.rejections(), transition.missing());
        }

        private Decided after(Transition earlier) {
            return new Decided(observations, rejections, earlier.missing() + missing);
        }

        private static Decided unusable(Transition admitted, Rejection rejection) {
            return new Decided(List.of(), List.of(rejection), admitted.missing());
        }
    }

    /** Takes a reading. */
    public Decided read(Reading reading) {
        return keep(observer.observe(station, store.state(), store.tallies(), reading));
    }

    /** Says whether a frame, or an embedding in its place, is to be used, and notes that its number has come. */
    public Admission admit(Stamp stamp) {
        Admission admission = wouldAdmit(stamp);
        store.keep(admission.transition());
        return admission;
    }

    /** What {@link #admit} would say; nothing is noted. */
    public Admission wouldAdmit(Stamp stamp) {
        return observer.admit(station, store.state(), store.tallies(), stamp);
    }

    /** Takes the sky of an admitted frame or embedding. */
    public Decided join(Stamp stamp, Sky sky) {
        return keep(observer.join(station, store.state(), store.tallies(), stamp, sky));
    }

    /**
     * Takes a frame, or an embedding in its place: admits it, has it embedded and joins its sky. One that is near to
     * another, or that is there already, is passed over without a rejection.
     *
     * @param encoder is asked only if the frame is admitted
     */
    public Decided see(Stamp stamp, Supplier<Encoding> encoder) {
        Admission admission = admit(stamp);
        Transition admitted = admission.transition();
        if (admission instanceof Admission.Refused refused) {
            return Decided.unusable(admitted, refused.rejection());
        }
        if (!(admission instanceof Admission.Admitted)) {
            return Decided.of(admitted);
        }
        Encoding encoding = encoder.get();
        return encoding instanceof Encoding.Encoded encoded
                ? join(stamp, encoded.sky()).after(admitted)
                : Decided.unusable(admitted, ((Encoding.Unusable) encoding).rejection());
    }

    /**
     * Takes note that the log's own time is {@code logTime}. The store is asked to keep something only where a slot
     * closes by it, for most of the time silence changes nothing.
     */
    public Decided tick(Instant logTime) {
        Transition transition = ticked(logTime);
        return transition.observations().isEmpty() ? Decided.of(transition) : keep(transition);
    }

    /** Whether {@link #tick} would close a slot; nothing is noted. */
    public boolean wouldClose(Instant logTime) {
        return !ticked(logTime).observations().isEmpty();
    }

    private Transition ticked(Instant logTime) {
        return observer.tick(station, store.state(), store.tallies(), logTime);
    }

    private Decided keep(Transition transition) {
        store.keep(transition);
        return Decided.of(transition);
    }
}
