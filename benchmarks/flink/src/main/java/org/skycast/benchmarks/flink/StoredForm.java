package org.skycast.benchmarks.flink;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.function.Function;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.PackedHistory;
import org.skycast.nowcast.observe.Embedding;
import org.skycast.nowcast.observe.PackedState;
import org.skycast.nowcast.observe.PackedTally;
import org.skycast.nowcast.observe.SlotTally;
import org.skycast.nowcast.observe.StationState;

/** The domain's records in the form in which the topology's stores keep them, so that both write the same bytes. */
final class StoredForm {

    private static final SmileMapper SMILE = SmileMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Embedding.class, new Packed<>(Embedding::halves))
                    .addDeserializer(Embedding.class, new Unpacked<>(Embedding::ofHalves)))
            .disable(SmileGenerator.Feature.ENCODE_BINARY_AS_7BIT)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .build();

    private StoredForm() {}

    static byte[] write(Object value) throws IOException {
        if (value instanceof SlotTally tally) {
            return PackedTally.of(tally);
        }
        if (value instanceof StationState state) {
            return PackedState.of(state);
        }
        return value instanceof History history ? PackedHistory.of(history) : SMILE.writeValueAsBytes(value);
    }

    static <T> T read(byte[] bytes, Class<T> type) throws IOException {
        if (type == SlotTally.class) {
            return type.cast(PackedTally.read(bytes));
        }
        if (type == StationState.class) {
            return type.cast(PackedState.read(bytes));
        }
        return type == History.class ? type.cast(PackedHistory.read(bytes)) : SMILE.readValue(bytes, type);
    }

    private static final class Packed<T> extends JsonSerializer<T> {

        private final Function<T, byte[]> pack;

        Packed(Function<T, byte[]> pack) {
            this.pack = pack;
        }

        @Override
        public void serialize(T value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeBinary(pack.apply(value));
        }
    }

    private static final class Unpacked<T> extends JsonDeserializer<T> {

        private final Function<byte[], T> unpack;

        Unpacked(Function<byte[], T> unpack) {
            this.unpack = unpack;
        }

        @Override
        public T deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return unpack.apply(from.getBinaryValue());
        }
    }
}
