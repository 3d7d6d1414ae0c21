package org.skycast.nowcast.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.Admission;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.JoinStore;
import org.skycast.nowcast.observe.MemoryJoinStore;
import org.skycast.nowcast.observe.ObservePolicy;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Reading;
import org.skycast.nowcast.observe.Rejection;
import org.skycast.nowcast.observe.Rejection.Reason;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.SlotTallies;
import org.skycast.nowcast.observe.Stamp;
import org.skycast.nowcast.observe.StationObserver;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Transition;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

class ObservationSessionTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

    /** Counts how often something is kept. */
    private static final class CountingStore implements JoinStore {
        private final MemoryJoinStore store = new MemoryJoinStore();
        private int kept;

        @Override
        public StationState state() {
            return store.state();
        }

        @Override
        public SlotTallies tallies() {
            return store.tallies();
        }

        @Override
        public void keep(Transition transition) {
            store.keep(transition);
            kept++;
        }
    }

    private final CountingStore store = new CountingStore();
    private final ObservationSession session = new ObservationSession(
            new StationObserver(ObservePolicy.of(Duration.ofMinutes(10), 6)),
            new Station("a", "a", new Site(55, 12, 10)),
            store);
    private final AtomicInteger encoded = new AtomicInteger();

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static Stamp stamp(Stream stream, long number, int minute) {
        return new Stamp(
                "a", stream, START, number, minute(minute), minute(minute), new Origin(stream.name(), 0, number));
    }

    private ObservationSession.Decided read(long number, int minute) {
        return session.read(
                new Reading(stamp(Stream.READINGS, number, minute), Map.of(Variable.AIR_TEMPERATURE, 10.0)));
    }

    private ObservationSession.Decided see(long number, int minute) {
        Stamp stamp = stamp(Stream.FRAMES, number, minute);
        return session.see(stamp, () -> {
            encoded.incrementAndGet();
            return new Encoding.Encoded(Sky.of(stamp, "e", Embedding.of(new float[] {1}), Optional.empty()));
        });
    }

    @Test
    void onlyAnAdmittedFrameIsEncoded() {
        assertThat(see(0, 5).rejections()).isEmpty();
        assertThat(encoded).hasValue(1);
        // Too near to the one before: no fault of the station.
        assertThat(see(1, 6).rejections()).isEmpty();
        assertThat(see(1, 9).rejections()).extracting(Rejection::reason).containsExactly(Reason.DUPLICATE);
        assertThat(encoded).hasValue(1);
    }

    @Test
    void frameOfWhichNothingCanBeMadeIsRejectedAndLeavesNoSky() {
        var rejection = new Rejection(Reason.IMAGE_UNREADABLE, "It is no image.");
        var decided = session.see(stamp(Stream.FRAMES, 0, 5), () -> new Encoding.Unusable(rejection));
        assertThat(decided.rejections()).containsExactly(rejection);
        read(0, 0);
        assertThat(read(1, 12).observations())
                .singleElement()
                .satisfies(o -> assertThat(o.sky()).isEmpty());
        // Its number has come all the same.
        assertThat(see(0, 15).rejections()).extracting(Rejection::reason).containsExactly(Reason.DUPLICATE);
    }

    @Test
    void passedOverNumbersAreToldOnce() {
        see(0, 0);
        assertThat(see(3, 10).missing()).isEqualTo(2);
        assertThat(see(5, 11).missing()).isEqualTo(1);
        assertThat(see(6, 20).missing()).isZero();
    }

    @Test
    void askingNotesNothing() {
        Stamp stamp = stamp(Stream.FRAMES, 0, 5);
        read(0, 0);
        int before = store.kept;
        assertThat(session.wouldAdmit(stamp)).isInstanceOf(Admission.Admitted.class);
        assertThat(session.wouldClose(minute(14))).isFalse();
        assertThat(session.wouldClose(minute(15))).isTrue();
        assertThat(store.kept).isEqualTo(before);
        assertThat(session.admit(stamp)).isInstanceOf(Admission.Admitted.class);
        assertThat(session.tick(minute(15)).observations()).hasSize(1);
    }

    @Test
    void silenceThatClosesNothingIsNotKept() {
        read(0, 0);
        int before = store.kept;
        assertThat(session.tick(minute(14)).observations()).isEmpty();
        assertThat(store.kept).isEqualTo(before);
        session.tick(minute(15));
        assertThat(store.kept).isEqualTo(before + 1);
    }
}
