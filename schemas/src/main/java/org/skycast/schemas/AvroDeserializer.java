package org.skycast.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.skycast.text.Printable;

/**
 * Reads Avro records in Confluent's wire format, whatever compatible schema they were written with, into the generated
 * class of this build ({@code specific.avro.reader=true}) or a generic record. Takes Confluent's configuration keys
 * ({@link RegistryConfig}). Thread-safe once configured.
 */
public final class AvroDeserializer implements Deserializer<Object> {

    static {
        AvroTrust.establish();
    }

    private static final long ASKED_AGAIN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private @Nullable Registry registry;
    private boolean specific;
    private Optional<Schema> type = Optional.empty();
    private Map<Integer, Schema> writers = Map.of();
    // What a schema of a writer means to one of a reader takes longer to find out than a record to read.
    private Map<Integer, DatumReader<?>> readers = Map.of();
    private final LongSupplier clock;
    private Map<Integer, Unusable> unusable = Map.of();

    /**
     * A schema that records are not read with.
     *
     * @param until when the registry is asked again, in the terms of {@link System#nanoTime()}: what it did not have it may get
     */
    private record Unusable(String sentence, long until) {}

    public AvroDeserializer() {
        this(System::nanoTime);
    }

    AvroDeserializer(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        var config = new RegistryConfig(properties);
        this.type = Optional.ofNullable(config.getClass(isKey ? RegistryConfig.KEY_TYPE : RegistryConfig.VALUE_TYPE))
                .map(SpecificData.get()::getSchema);
        this.specific = config.getBoolean(RegistryConfig.SPECIFIC) || type.isPresent();
        this.writers = Registries.bounded(config.getInt(RegistryConfig.CACHE));
        this.readers = Registries.bounded(config.getInt(RegistryConfig.CACHE));
        this.unusable = Registries.bounded(config.getInt(RegistryConfig.CACHE));
        this.registry = Registries.open(config);
    }

    /** Asks this registry instead of the one that is configured. */
    void asking(Registry other) {
        registry = other;
    }

    /**
     * @return the record, or null for null
     * @throws RegistryUnavailableException if the registry does not answer
     * @throws RegistryRefusal if it answers nobody who asks so: of the record nothing is known
     * @throws SerializationException if the bytes are not such a record
     */
    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    public Object deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int most = RecordSizes.most(topic);
        if (bytes.length > most) {
            throw new SerializationException(
                    "A record of %s has %d bytes, but no more than %d are read.".formatted(topic, bytes.length, most));
        }
        if (bytes.length < AvroSerializer.HEADER || bytes[0] != AvroSerializer.MAGIC) {
            throw new SerializationException(
                    "A record of %s with %d bytes does not begin with a zero byte and a schema id; write it with a schema registry's serializer."
                            .formatted(topic, bytes.length));
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        return decode(topic, bytes, id, writer(topic, id));
    }

    private Schema writer(String topic, int id) {
        Schema known = writers.get(id);
        if (known != null) {
            return known;
        }
        Unusable refused = unusable.get(id);
        if (refused != null && refused.until() - clock.getAsLong() > 0) {
            throw unusable(topic, id, refused);
        }
        Registry open = Objects.requireNonNull(registry, "configure was not called");
        try {
            Schema schema = open.byId(id);
            Optional<String> fault = WriterSchemas.fault(schema);
            if (fault.isPresent()) {
                throw unusable(topic, id, refuse(id, "cannot be read within bounds: " + fault.get()));
            }
            writers.put(id, schema);
            return schema;
        } catch (RegistryRefusal refusal) {
            if (!refusal.isOfSchema()) {
                throw refusal;
            }
            throw unusable(topic, id, refuse(id, open.location() + " does not have"));
        } catch (StackOverflowError tooDeep) {
            throw unusable(topic, id, refuse(id, "nests too deeply to be parsed"));
        }
    }

    private Unusable refuse(int id, String sentence) {
        var refused = new Unusable(sentence, clock.getAsLong() + ASKED_AGAIN_AFTER_NANOS);
        unusable.put(id, refused);
        return refused;
    }

    private static SerializationException unusable(String topic, int id, Unusable refused) {
        return new SerializationException(
                "A record of %s names schema %d, which %s.".formatted(topic, id, refused.sentence()));
    }

    private Object decode(String topic, byte[] bytes, int id, Schema writer) {
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(bytes, AvroSerializer.HEADER, bytes.length - AvroSerializer.HEADER, null);
        try {
            Object record = reader(id, writer).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IOException("there are bytes after its end");
            }
            return record;
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | ClassCastException
                | IllegalArgumentException
                | UnsupportedOperationException
                | SecurityException
                | StackOverflowError
                | OutOfMemoryError e) {
            throw new SerializationException(
                    "A record of %s with %d bytes is no %s as schema %d has it: %s"
                            .formatted(topic, bytes.length, writer.getFullName(), id, said(e)),
                    e);
        }
    }

    private static String said(Throwable e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        return Printable.cut(e instanceof Error ? e.toString() : String.valueOf(e.getMessage()));
    }

    private DatumReader<?> reader(int id, Schema writer) {
        DatumReader<?> known = readers.get(id);
        if (known == null) {
            known = reader(writer);
            readers.put(id, known);
        }
        return known;
    }

    private DatumReader<?> reader(Schema writer) {
        if (!specific) {
            return new GenericDatumReader<GenericRecord>(writer);
        }
        Schema reader = type.orElseGet(() -> generated(writer));
        return new SpecificDatumReader<SpecificRecord>(writer, reader, SpecificData.getForSchema(reader));
    }

    private static Schema generated(Schema writer) {
        Class<?> generated = SpecificData.get().getClass(writer);
        if (generated == null) {
            throw new SchemaParseException("this build has no class " + writer.getFullName());
        }
        return SpecificData.get().getSchema(generated);
    }
}
