package org.skycast.streams.topology;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.PackedHistory;
import org.skycast.nowcast.observe.Embedding;

/**
 * The domain's records as state stores keep them: Smile, the binary JSON, with names, so that a later version with more
 * fields reads what an earlier one wrote. It is nobody's interface; what crosses a border is Avro.
 */
public final class SmileSerde {

    private static final SmileMapper SMILE = SmileMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Embedding.class, new WriteEmbedding())
                    .addDeserializer(Embedding.class, new ReadEmbedding())
                    .addDeserializer(History.class, new ReadHistory()))
            // Bytes as they are, and not seven bits to a byte.
            .disable(SmileGenerator.Feature.ENCODE_BINARY_AS_7BIT)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A list that an earlier version did not write is empty, as an optional one's value is.
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private SmileSerde() {}

    /** Reads and writes records of {@code type}. */
    public static <T> Serde<T> of(Class<T> type) {
        return Serdes.serdeFrom(writer(type), reader(type));
    }

    private static <T> Serializer<T> writer(Class<T> type) {
        return new Serializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
            public byte[] serialize(String topic, @Nullable T value) {
                try {
                    return value == null ? null : SMILE.writeValueAsBytes(value);
                } catch (JsonProcessingException e) {
                    throw new SerializationException("A %s cannot be kept.".formatted(type.getSimpleName()), e);
                }
            }
        };
    }

    private static <T> Deserializer<T> reader(Class<T> type) {
        return new Deserializer<>() {
            @Override
            @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
            public T deserialize(String topic, byte @Nullable [] bytes) {
                try {
                    return bytes == null ? null : SMILE.readValue(bytes, type);
                } catch (IOException e) {
                    throw new SerializationException(
                            "A kept %s of %s cannot be read.".formatted(type.getSimpleName(), topic), e);
                }
            }
        };
    }

    private static final class WriteEmbedding extends JsonSerializer<Embedding> {
        @Override
        public void serialize(Embedding embedding, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeBinary(embedding.halves());
        }
    }

    private static final class ReadEmbedding extends JsonDeserializer<Embedding> {
        @Override
        public Embedding deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return Embedding.ofHalves(from.getBinaryValue());
        }
    }

    /** Histories are packed; earlier versions kept them by the names of their slots, or packed as a value within Smile. */
    private static final class ReadHistory extends JsonDeserializer<History> {
        @Override
        public History deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return from.currentToken() == JsonToken.START_OBJECT
                    ? new History(from.readValueAs(BySlot.class).slots())
                    : PackedHistory.read(from.getBinaryValue());
        }

        private record BySlot(List<PastSlot> slots) {}
    }
}
