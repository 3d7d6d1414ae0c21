package org.skycast.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.PackedHistory;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.Origin;
import org.skycast.nowcast.observe.Sky;
import org.skycast.streams.topology.SmileSerde;

/** Histories are kept packed; both forms in which earlier versions kept them are read. */
class KeptHistoriesTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00.123456Z");
    private static final Sky SKY =
            new Sky(T, "e", Embedding.of(new float[] {0.1f, -3e-6f, 65000f}), Optional.of("f"), new Origin("t", 1, 2));
    private static final PastSlot SLOT =
            new PastSlot(T, 1, Map.of(Feature.EASTWARD_WIND, (double) (1 / 3f)), List.of(SKY), Optional.of(T));
    private static final History HISTORY = new History(List.of(SLOT));

    private static final SmileMapper SMILE = new SmileMapper();

    private final Serde<History> serde = ForecastTopology.histories("histories").serde();

    private History read(byte[] kept) {
        return serde.deserializer().deserialize("t", kept);
    }

    @Test
    void arePackedAndComeBackAsTheyWere() {
        byte[] packed = serde.serializer().serialize("t", HISTORY);
        assertThat(packed).isEqualTo(PackedHistory.of(HISTORY));
        assertThat(read(packed)).isEqualTo(HISTORY);
    }

    @Test
    void areReadByTheNamesOfTheirSlots() throws IOException {
        byte[] slot = SmileSerde.of(PastSlot.class).serializer().serialize("t", SLOT);
        var tree = SMILE.createObjectNode();
        tree.putArray("slots").add(SMILE.readTree(slot));
        assertThat(read(SMILE.writeValueAsBytes(tree))).isEqualTo(HISTORY);
    }

    @Test
    void areReadWhereTheyArePackedWithinSmile() throws IOException {
        assertThat(read(SMILE.writeValueAsBytes(PackedHistory.of(HISTORY)))).isEqualTo(HISTORY);
    }
}
