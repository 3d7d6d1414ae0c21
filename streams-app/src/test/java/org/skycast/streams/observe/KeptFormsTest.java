package org.skycast.streams.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.observe.ConstantRun;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.InputRun;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.SequenceWindow;
import org.skycast.nowcast.observe.Sky;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;
import org.skycast.nowcast.observe.Stream;
import org.skycast.nowcast.observe.Variable;
import org.skycast.nowcast.observe.VariableTally;
import org.skycast.streams.topology.SmileSerde;
import org.skycast.streams.topology.StoreSpec;

/** What the observe stage's stores hold by names, as earlier versions wrote it, is read, and packed when it is written. */
class KeptFormsTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");

    private static final Sky SKY =
            new Sky(T, "e", Embedding.of(new float[] {0.1f, -3e-6f, 65000f}), Optional.of("f"), new Origin("t", 1, 2));

    private static <T> void isReadByNamesAndPacked(StoreSpec<T> store, T value) {
        byte[] named = SmileSerde.of(store.type()).serializer().serialize("t", value);
        Serde<T> serde = store.serde();
        T read = serde.deserializer().deserialize("t", named);
        assertThat(read).isEqualTo(value);
        byte[] packed = serde.serializer().serialize("t", read);
        assertThat(packed).hasSizeLessThan(named.length);
        T again = serde.deserializer().deserialize("t", packed);
        assertThat(again).isEqualTo(value);
        assertThat(serde.serializer().serialize("t", again)).isEqualTo(packed);
    }

    @Test
    void slotsAndStatesThatEarlierVersionsKeptAreRead() {
        var window = new SequenceWindow(List.of(new SequenceWindow.Run(T, 9, List.of(new SequenceWindow.Gap(2, 3)))));
        isReadByNamesAndPacked(ObserveStores.STATES, StationState.EMPTY);
        isReadByNamesAndPacked(
                ObserveStores.STATES,
                new StationState(
                        Map.of(Stream.FRAMES, window, Stream.READINGS, window),
                        Map.of(Variable.GHI, new ConstantRun(0.1, T, T, 3)),
                        Optional.of(T),
                        Optional.empty(),
                        Optional.of(T),
                        Optional.of(T),
                        List.of(T),
                        2));
        var rain = new VariableTally(2, 3, 0.1, 0.2, 4, 5, new VariableTally.Sample(T, 0.2), true);
        isReadByNamesAndPacked(
                ObserveStores.TALLIES,
                new SlotTally(
                        T,
                        1,
                        Map.of(Variable.RAIN, rain),
                        Optional.of(SKY),
                        Optional.of(T),
                        List.of(new InputRun("t", 0, 7, 2))));
    }

    @Test
    void nothingIsNothing() {
        assertThat(ObserveStores.TALLIES.serde().serializer().serialize("t", null))
                .isNull();
        assertThat(ObserveStores.TALLIES.serde().deserializer().deserialize("t", null))
                .isNull();
    }

    @Test
    void whatCannotBeReadSaysWhereItIsKept() {
        for (byte[] bytes : List.of(new byte[] {9}, new byte[] {1, 2}, new byte[] {':', 2}, new byte[0])) {
            assertThatThrownBy(
                            () -> ObserveStores.TALLIES.serde().deserializer().deserialize("slot-tallies", bytes))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("A kept SlotTally of slot-tallies cannot be read.");
        }
    }
}
