package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.station.Site;
import org.skycast.nowcast.station.Station;

/** A frame that is sent beside its embedding is one with it. */
class AuditTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final Station STATION = new Station("a", "A", new Site(55, 12, 10));

    private final StationObserver observer = new StationObserver(ObservePolicy.of(Duration.ofMinutes(10), 6));
    private final MemoryJoinStore memory = new MemoryJoinStore();
    private final List<Observation> observations = new ArrayList<>();
    private long records;

    private Class<? extends Admission> see(Stream stream, int minute) {
        Instant at = START.plus(Duration.ofMinutes(minute));
        var origin = new Origin(stream.name(), 0, records);
        var stamp = new Stamp("a", stream, START, records++, at, at.plusSeconds(records), origin);
        Admission admission = observer.admit(STATION, memory.state(), memory.tallies(), stamp);
        memory.keep(admission.transition());
        if (admission instanceof Admission.Admitted) {
            var sky = new Sky(at, "e", Embedding.of(new float[] {minute}), Optional.of("f" + minute), origin);
            Transition transition = observer.join(STATION, memory.state(), memory.tallies(), stamp, sky);
            memory.keep(transition);
            observations.addAll(transition.observations());
        }
        return admission.getClass();
    }

    @Test
    void frameAfterItsEmbeddingChangesNothing() {
        assertThat(see(Stream.EMBEDDINGS, 3)).isEqualTo(Admission.Admitted.class);
        assertThat(see(Stream.FRAMES, 3)).isEqualTo(Admission.Audited.class);
        assertThat(see(Stream.EMBEDDINGS, 4)).isEqualTo(Admission.Skipped.class);
        see(Stream.EMBEDDINGS, 13);
        assertThat(observations)
                .singleElement()
                .satisfies(o -> assertThat(o.revision()).isZero());
        assertThat(memory.tallies().startingAt(START).flatMap(SlotTally::sky).map(Sky::origin))
                .contains(new Origin("EMBEDDINGS", 0, 0));
    }

    @Test
    void embeddingAfterItsFrameChangesNothing() {
        assertThat(see(Stream.FRAMES, 3)).isEqualTo(Admission.Admitted.class);
        assertThat(see(Stream.EMBEDDINGS, 3)).isEqualTo(Admission.Audited.class);
    }

    @Test
    void twoFramesOfOneMomentAreTooNear() {
        see(Stream.FRAMES, 3);
        assertThat(see(Stream.FRAMES, 3)).isEqualTo(Admission.Skipped.class);
    }

    @Test
    void frameThatComesAfterItsSlotHasClosedAmendsNothing() {
        see(Stream.EMBEDDINGS, 1);
        see(Stream.EMBEDDINGS, 6);
        see(Stream.EMBEDDINGS, 13);
        see(Stream.EMBEDDINGS, 23);
        assertThat(observations).hasSize(2);
        see(Stream.FRAMES, 6);
        see(Stream.FRAMES, 1);
        assertThat(observations).hasSize(2);
        assertThat(memory.tallies().startingAt(START).flatMap(SlotTally::sky).map(Sky::capturedAt))
                .contains(START.plus(Duration.ofMinutes(6)));
    }
}
