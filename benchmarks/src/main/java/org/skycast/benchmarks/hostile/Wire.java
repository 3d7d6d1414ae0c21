package org.skycast.benchmarks.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.skycast.schemas.AvroSerializer;
import org.skycast.topics.Topic;

/** Records to bytes as a registry's serializer makes them, and bytes that only look so. */
final class Wire {

    private static final int HEADER = 5;

    private final AvroSerializer serializer = new AvroSerializer();

    /** @param clients says where the registry is */
    Wire(Map<String, String> clients) {
        serializer.configure(clients, false);
    }

    byte[] of(Topic<?> topic, Draft draft) {
        return of(topic, draft.record());
    }

    byte[] of(Topic<?> topic, GenericContainer record) {
        return serializer.serialize(topic.name(), record);
    }

    /**
     * Bytes under a schema that is registered for nothing that there is.
     *
     * @param like a record of the schema, that it is registered by
     * @param body what follows the schema's id
     */
    byte[] under(Schema schema, GenericContainer like, Body body) {
        byte[] known = serializer.serialize("hostile." + Integer.toHexString(schema.hashCode()), like);
        var bytes = new ByteArrayOutputStream();
        bytes.write(known, 0, HEADER);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            body.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes what follows a schema's id. */
    interface Body {
        void write(BinaryEncoder encoder) throws IOException;
    }

    /** What a record has behind the id of its schema. */
    static byte[] body(byte[] wire) {
        return Arrays.copyOfRange(wire, HEADER, wire.length);
    }

    /** The record under another schema's id. */
    static byte[] withId(byte[] wire, int id) {
        byte[] other = wire.clone();
        ByteBuffer.wrap(other).putInt(1, id);
        return other;
    }
}
