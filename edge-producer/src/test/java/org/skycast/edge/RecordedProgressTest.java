package org.skycast.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.skycast.edge.source.Sample;
import org.skycast.edge.source.Source;
import org.skycast.edge.status.RecordedState;
import org.skycast.edge.status.StatusText;

class RecordedProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

    private Instant now = BEGIN;
    private final RecordedProgress progress = new RecordedProgress(() -> now);

    /** A source that has given so much. */
    private record Given(OptionalDouble share) implements Source {
        @Override
        public String name() {
            return "given";
        }

        @Override
        public void resumeAfter(String item) {
            // It remembers nothing.
        }

        @Override
        public Optional<Instant> next() {
            return Optional.of(BEGIN);
        }

        @Override
        public List<Sample> takeBefore(Instant end) {
            return List.of();
        }

        @Override
        public boolean isExhausted() {
            return false;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private static List<Source> given(double... shares) {
        return Arrays.stream(shares)
                .<Source>mapToObj(share -> new Given(OptionalDouble.of(share)))
                .toList();
    }

    @Test
    void theRestTakesAsLongAsItWentSoFar() {
        progress.note(given(0.2, 0.2), Optional.empty());
        assertThat(progress.state()).contains(new RecordedState(Optional.of(0.2), Optional.empty(), Optional.empty()));
        now = BEGIN.plusSeconds(60);
        progress.note(given(0.2, 0.6), Optional.empty());
        RecordedState state = progress.state().orElseThrow();
        assertThat(state.share().orElseThrow()).isCloseTo(0.4, within(1e-9));
        // A fifth in a minute, so three more of them.
        assertThat(state.left().orElseThrow()).isCloseTo(Duration.ofMinutes(3), Duration.ofMillis(5));
        assertThat(StatusText.of(state, now)).matches("40% read, about [23] min left");
    }

    @Test
    void whatWaitsForItsTimeIsSaid() {
        progress.note(List.of(new Given(OptionalDouble.empty())), Optional.of(BEGIN.plusSeconds(90)));
        assertThat(StatusText.of(progress.state().orElseThrow(), now))
                .isEqualTo("the next record is due in 90 s, at 2026-06-01T12:01:30Z");
        progress.note(List.of(new Given(OptionalDouble.empty())), Optional.empty());
        assertThat(progress.state()).isEmpty();
    }

    @Test
    void theNextIsDueAsThePaceHasIt() {
        Pace pace = Pace.times(60, () -> now);
        Instant first = BEGIN.minus(Duration.ofHours(2));
        pace.horizon(first);
        assertThat(pace.due(first.plus(Duration.ofHours(1)))).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(pace.due(BEGIN.plusSeconds(600))).isEqualTo(BEGIN.plusSeconds(600));
        assertThat(Pace.upToNow(() -> now).due(BEGIN.plusSeconds(5))).isEqualTo(BEGIN.plusSeconds(5));
    }
}
