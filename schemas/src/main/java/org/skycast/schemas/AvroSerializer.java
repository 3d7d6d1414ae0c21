package org.skycast.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in Confluent's wire format: a zero byte, the schema's id as four bytes, the record in Avro binary.
 * Takes Confluent's configuration keys ({@link RegistryConfig}). Thread-safe once configured.
 */
public final class AvroSerializer implements Serializer<GenericContainer> {

    static {
        AvroTrust.establish();
    }

    static final byte MAGIC = 0;
    static final int HEADER = 5;

    private @Nullable Registry registry;
    private SubjectNaming naming = SubjectNaming.TopicNameStrategy;
    private boolean isKey;
    private boolean autoRegister = true;
    private boolean useLatest;
    private Map<Registries.Key, KnownWriter> known = Map.of();

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        var config = new RegistryConfig(properties);
        String strategy = isKey ? RegistryConfig.KEY_STRATEGY : RegistryConfig.VALUE_STRATEGY;
        this.isKey = isKey;
        this.naming = SubjectNaming.named(strategy, config.getString(strategy));
        this.autoRegister = config.getBoolean(RegistryConfig.AUTO_REGISTER);
        this.useLatest = config.getBoolean(RegistryConfig.USE_LATEST);
        this.known = Registries.bounded(config.getInt(RegistryConfig.CACHE));
        this.registry = Registries.open(config);
    }

    /**
     * @return the bytes, or null for null
     * @throws RegistryUnavailableException if the registry does not answer
     * @throws SerializationException if the registry does not have the schema, or the record does not fit it
     */
    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    public byte[] serialize(String topic, @Nullable GenericContainer record) {
        if (record == null) {
            return null;
        }
        KnownWriter writer = writer(topic, record.getSchema());
        var bytes = new ByteArrayOutputStream(256);
        bytes.write(MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(writer.id()).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.writer().write(record, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException(
                    "The record for %s does not fit its schema %s: %s"
                            .formatted(topic, writer.schema().getFullName(), e.getMessage()),
                    e);
        }
        return bytes.toByteArray();
    }

    private KnownWriter writer(String topic, Schema schema) {
        var key = new Registries.Key(naming.subject(topic, isKey, schema), schema);
        KnownWriter found = known.get(key);
        if (found == null) {
            found = KnownWriter.of(find(key), schema);
            known.put(key, found);
        }
        return found;
    }

    private Registry.Registered find(Registries.Key key) {
        Registry open = Objects.requireNonNull(registry, "configure was not called");
        if (autoRegister) {
            return new Registry.Registered(open.register(key.subject(), key.schema()), key.schema());
        }
        if (useLatest) {
            return open.latest(key.subject());
        }
        try {
            return new Registry.Registered(open.lookup(key.subject(), key.schema()), key.schema());
        } catch (RegistryRefusal refusal) {
            throw new SerializationException(
                    "The schema %s is not registered under %s at %s, and %s is false; register it first."
                            .formatted(
                                    key.schema().getFullName(),
                                    key.subject(),
                                    open.location(),
                                    RegistryConfig.AUTO_REGISTER),
                    refusal);
        }
    }
}
