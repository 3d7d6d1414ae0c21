package org.skycast.nowcast.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.SequenceWindow.Gap;
import org.skycast.nowcast.observe.SequenceWindow.Run;

/** What is kept of a slot and of a station between two records is what it was, bit for bit, and small. */
class PackedFormsTest {

    private static final Instant START = Instant.parse("1969-12-31T23:50:00Z");

    private final Random random = new Random(7);

    private Instant time() {
        return START.plusSeconds(random.nextInt(1 << 30)).plusNanos(random.nextInt(1_000_000_000));
    }

    private <T> Optional<T> perhaps(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(int most, Supplier<T> value) {
        List<T> some = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            some.add(value.get());
        }
        return some;
    }

    private <T> Map<Variable, T> byVariable(Supplier<T> value) {
        Map<Variable, T> values = new EnumMap<>(Variable.class);
        for (Variable variable : Variable.values()) {
            perhaps(value).ifPresent(one -> values.put(variable, one));
        }
        return values;
    }

    private VariableTally variableTally() {
        double value = random.nextGaussian();
        VariableTally seen = VariableTally.seeing(new VariableTally.Sample(time(), value));
        return random.nextBoolean() ? seen : seen.count(value, random.nextBoolean());
    }

    private Sky sky() {
        float[] values = {(float) random.nextGaussian(), -3e-6f, 65000f};
        var origin = new Origin("é", random.nextInt(), random.nextLong());
        return new Sky(time(), "ab".repeat(32), Embedding.of(values), perhaps(() -> "f"), origin);
    }

    private SlotTally tally() {
        return new SlotTally(
                time(),
                random.nextInt(),
                byVariable(this::variableTally),
                perhaps(this::sky),
                perhaps(this::time),
                some(5, () -> new InputRun("t", random.nextInt(), random.nextLong(), random.nextLong())));
    }

    private StationState state() {
        Map<Stream, SequenceWindow> sequences = new EnumMap<>(Stream.class);
        for (Stream stream : Stream.values()) {
            perhaps(() -> new SequenceWindow(some(4, this::run))).ifPresent(window -> sequences.put(stream, window));
        }
        return new StationState(
                sequences,
                byVariable(() -> new ConstantRun(random.nextGaussian(), time(), time(), random.nextInt())),
                perhaps(this::time),
                perhaps(this::time),
                perhaps(this::time),
                perhaps(this::time),
                some(5, this::time),
                random.nextInt());
    }

    private Run run() {
        return new Run(time(), random.nextLong(), some(9, () -> new Gap(random.nextLong(), random.nextLong())));
    }

    @Test
    void comeBackAsTheyWere() {
        for (int i = 0; i < 500; i++) {
            SlotTally tally = tally();
            assertThat(PackedTally.read(PackedTally.of(tally))).isEqualTo(tally);
            StationState state = state();
            assertThat(PackedState.read(PackedState.of(state))).isEqualTo(state);
        }
        assertThat(PackedState.read(PackedState.of(StationState.EMPTY))).isEqualTo(StationState.EMPTY);
    }

    @Test
    void textsOfAnyLengthComeBack() {
        for (int length : new int[] {0, 127, 128, 32_767, 32_768, 70_000}) {
            String text = "x".repeat(length);
            byte[] packed = new PackedWriter().text(text).bytes();
            assertThat(new PackedReader(packed).text()).isEqualTo(text);
        }
    }

    @Test
    void countsComeBackSmall() {
        for (long count : new long[] {0, 127, 128, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] packed = new PackedWriter().count(count).bytes();
            assertThat(new PackedReader(packed).count()).isEqualTo(count);
            assertThat(packed).hasSize(count == 0 || count == 127 ? 1 : 9);
        }
    }

    @Test
    void lengthsThatCannotBeAreRefused() {
        byte[] length = new PackedWriter().whole(Integer.MAX_VALUE / 2).bytes();
        assertThatThrownBy(() -> new PackedReader(length).text()).isInstanceOf(BufferUnderflowException.class);
        for (long count : new long[] {-1, 2, Integer.MAX_VALUE, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
            byte[] list = new PackedWriter().count(count).whole(0).bytes();
            assertThatThrownBy(() -> new PackedReader(list).reals()).isInstanceOf(BufferUnderflowException.class);
        }
    }

    @Test
    void numbersStayPackedUntilTheyAreAskedFor() {
        var from = new PackedReader(
                new PackedWriter().reals(List.of(1f, -0f, Float.NaN)).whole(7).bytes());
        List<Float> reals = from.reals();
        assertThat(from.whole()).isEqualTo(7);
        assertThat(reals).isEqualTo(List.of(1f, -0f, Float.NaN)).hasSize(3);
        assertThatThrownBy(() -> reals.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aVariableTakesSeventyBytes() {
        SlotTally empty = SlotTally.empty(START);
        Map<Variable, VariableTally> one = Map.of(Variable.RAIN, variableTally());
        var full = new SlotTally(START, 0, one, Optional.empty(), Optional.empty(), List.of());
        assertThat(PackedTally.of(full).length - PackedTally.of(empty).length).isLessThanOrEqualTo(70);
    }

    @Test
    void laterFormIsRefusedInWords() {
        assertThatThrownBy(() -> PackedTally.read(new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A slot's tally was packed in form 2; this build reads form 1.");
        assertThatThrownBy(() -> PackedState.read(new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A station's state was packed in form 2; this build reads form 1.");
    }

    @Test
    void whatALaterVersionHasIsRefusedInWords() {
        byte[] tally = PackedTally.of(SlotTally.empty(START));
        int mask = Byte.BYTES + Long.BYTES + 2 * Integer.BYTES;
        tally[mask] = 1;
        assertThatThrownBy(() -> PackedTally.read(tally))
                .hasMessage("A slot's tally was packed with variables that this build does not know.");
        byte[] state = PackedState.of(StationState.EMPTY);
        state[Byte.BYTES] = 1;
        assertThatThrownBy(() -> PackedState.read(state))
                .hasMessage("A station's state was packed with streams that this build does not know.");
    }
}
